import fc from "fast-check";
import { expect, it } from "vitest";
import { changes } from "../../../src/model/source/index.js";

it("tells what was added, changed and removed, as deep as can be", () => {
  const before = { name: "a", parts: { web: { cores: 2, tags: ["x", "y"] }, db: { pool: 20 } }, list: [1] };
  const after = { name: "a", parts: { web: { cores: 4, tags: ["x", "z"] }, cache: { hit: 0.9 } }, list: [1, 2] };
  expect(changes(before, after)).toEqual([
    { sign: "~", path: ["parts", "web", "cores"], before: 2, after: 4 },
    { sign: "~", path: ["parts", "web", "tags", 1], before: "y", after: "z" },
    { sign: "-", path: ["parts", "db"], before: { pool: 20 }, after: undefined },
    { sign: "+", path: ["parts", "cache"], before: undefined, after: { hit: 0.9 } },
    { sign: "~", path: ["list"], before: [1], after: [1, 2] },
  ]);
});

it("a value that becomes a map is one change", () => {
  expect(changes({ a: 3 }, { a: { b: 3 } })).toEqual([{ sign: "~", path: ["a"], before: 3, after: { b: 3 } }]);
  expect(changes({ a: [] }, { a: {} })).toHaveLength(1);
});

it("nothing differs from itself, and swapping the sides turns the signs round", () => {
  const turned = { "+": "-", "-": "+", "~": "~" } as const;
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(changes(a, structuredClone(a))).toEqual([]);
      const there = changes(a, b).map(({ sign, path }) => JSON.stringify([sign, path]));
      const back = changes(b, a).map(({ sign, path }) => JSON.stringify([turned[sign], path]));
      expect(there.sort()).toEqual(back.sort());
    }),
  );
});
