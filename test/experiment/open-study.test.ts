import { expect, it } from "vitest";
import { studyOf } from "./study.js";

const model = `
version: 1
traffic: { users: { rate: 10/s, to: web.browse } }
parts: { web: { type: service, endpoints: { browse: [{ delay: 1ms }] } } }
`;

it("variants stand as they are written, also where names are numbers: the first is the baseline", () => {
  const experiment = "version: 1\ntitle: x\nvariants: { ten: m.yaml, 90: m.yaml, 7: m.yaml, 1 s: m.yaml }\n";
  const study = studyOf({ "model.yaml": experiment, "m.yaml": model });
  expect(study.variants.map(({ name }) => name)).toEqual(["ten", "90", "7", "1 s"]);
  expect(study.baselines.map((against) => against?.index)).toEqual([
    undefined,
    ...study.variants.slice(1).map(() => 0),
  ]);
});
