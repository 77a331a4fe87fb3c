/** `to` is a mix of one: the same model, and mistakes in it are told where the file says it. */
import { expect, it } from "vitest";
import { changedPaths } from "../../src/experiment/diff/changed-paths.js";
import type { Model } from "../../src/model/language/model.js";
import { hopsOf } from "../../src/model/risks/hops.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

const read = (shares: string) => {
  const text = `version: 1
traffic: { users: { rate: 10/s, ${shares} } }
parts: { web: { type: service, endpoints: { page: [{ cpu: 1ms }], other: [{ delay: 1ms }] } } }
`;
  return { text, ...readModel("a.yaml", memoryFiles({ "a.yaml": text })) };
};

it("`to` and a mix of one are the same model, and no change", () => {
  const [to, mix] = [read("to: web.page"), read("mix: { web.page: 100% }")];
  expect(to.model).toEqual(mix.model);
  const [base, proposal] = [to.model, mix.model] as [Model, Model];
  expect(changedPaths(to.source.data, mix.source, base, proposal)).toEqual([]);
});

it("another target is a change, at the key that the file has", () => {
  const [before, after] = [read("to: web.page"), read("to: web.other")];
  expect(changedPaths(before.source.data, after.source, before.model as Model, after.model as Model)).toEqual([
    {
      sign: "~",
      path: "traffic.users.to",
      before: "web.page",
      after: "web.other",
      place: { file: "a.yaml", line: 2 },
    },
  ]);
});

it.each(["to: web.pgae", "mix: { web.pgae: 100% }"])("a mistake in `%s` is told at its place", (shares) => {
  const { text, diagnostics } = read(shares);
  const [{ message, location }] = diagnostics;
  expect(message).toBe('"web" has no endpoint "pgae"');
  const at = shares.startsWith("to") ? "web.pgae" : "100%";
  expect(location).toMatchObject({ line: 2, column: (text.split("\n")[1] as string).indexOf(at) + 1 });
});

it("what traffic does instead when it fails is a hop, and no part of a request that succeeds", () => {
  const { model } = read("to: web.page, fallback: [{ call: web.other }]");
  const found = hopsOf(model as Model).map(({ target, times, isEntry }) => ({ target, times, isEntry }));
  expect(found).toEqual([
    { target: "web.page", times: 1, isEntry: true },
    { target: "web.other", times: 0, isEntry: false },
  ]);
});
