/** Calls that stand one inside the other, hundreds deep. */
import { describe, expect, it } from "vitest";
import { heavyTails } from "../../src/experiment/findings/heavy-tails.js";
import { hopsOf } from "../../src/model/risks/hops.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

const chain = (calls: number): string =>
  [
    "version: 1",
    "traffic: { t: { rate: 1/s, to: s0.a } }",
    "parts:",
    ...Array.from({ length: calls }, (_, i) => `  s${i}: { type: service, endpoints: { a: [{ call: s${i + 1}.a }] } }`),
    `  s${calls}: { type: service, threads: 1, endpoints: { a: [{ delay: 1ms }] } }`,
  ].join("\n");
const read = (calls: number) => readModel("m.yaml", memoryFiles({ "m.yaml": chain(calls) }));

describe("a straight chain of calls", () => {
  it.each([400, 500, 600])("%d deep is checked, followed and put into the words of theory", (calls) => {
    const { model, loads } = read(calls);
    expect(loads.find(({ part }) => part === `s${calls}`)?.busy).toBeCloseTo(0.001, 12);
    expect(hopsOf(model!)).toHaveLength(calls + 1);
    expect(heavyTails(model!).endpoints.size).toBe(0);
  });

  it("whose parts all have threads is looked through once, and not once for each way through it", () => {
    const held = chain(60).replaceAll("service, endpoints", "service, threads: 9, endpoints");
    expect(readModel("m.yaml", memoryFiles({ "m.yaml": held })).diagnostics).toEqual([]);
  });

  it("deeper than there is room for is a mistake, with its place", () => {
    const { model, diagnostics } = read(6000);
    expect(model).toBeNull();
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        message: expect.stringMatching(/^calls stand one inside the other too deeply: here it is \d+ of them$/),
        location: expect.objectContaining({ line: expect.any(Number) }),
      }),
    ]);
  });
});
