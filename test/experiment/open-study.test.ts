import { expect, it } from "vitest";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";
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

it("objectives of a file that cannot be read as a model are told in the same pass, whatever they name", () => {
  const text = `version: 1
traffic: { users: { rate: 10/s } }
parts: { web: { type: service }, xyz: 3 }
objectives: { p99: < 300ms, "latency{web.page}": [p(95) < 1 apple], errors: [rate < 1%] }
`;
  const { diagnostics } = openStudy("m.yaml", memoryFiles({ "m.yaml": text }), {});
  const ofObjectives = diagnostics.filter(({ location }) => location?.line === 4).map(({ message }) => message);
  expect(ofObjectives).toEqual([
    expect.stringContaining('"p99" is a percentile of latency'),
    expect.stringContaining('latency is not measured in "apple"'),
  ]);
  expect(diagnostics.length).toBeGreaterThan(3);
});
