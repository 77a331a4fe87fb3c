/** Which means have no interval, from the model alone: of what is done at once, it depends on how many are waited for. */
import { expect, it } from "vitest";
import { heavyTails } from "../../src/experiment/findings/heavy-tails.js";
import { studyOf } from "./study.js";

const doubts = (page: string): [string[], string[]] => {
  const text = `
version: 1
traffic: { users: { rate: 1/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}] } }
  a: { type: service, threads: 1, endpoints: { get: [{ delay: "pareto(shape 2.8, mean 10ms)" }] } }
  b: { type: service, threads: 1, endpoints: { get: [{ delay: exponential(10ms) }] } }
  c: { type: cache, keys: { count: 10 }, capacity: 1 }
`;
  const { endpoints, waits } = heavyTails(studyOf({ "model.yaml": text }).variants[0].model);
  return [[...endpoints.keys()], [...waits.keys()]];
};
const both = (more: string, one = '{ delay: "pareto(shape 1.8, mean 10ms)" }', other = one): string =>
  `{ parallel: [{ steps: [${one}] }, { steps: [${other}] }]${more} }`;

it("all that are waited for must be fast; of two, the first is late only if both are", () => {
  expect(doubts(both(""))).toEqual([["web.page"], []]);
  expect(doubts(both(", needs: 1"))).toEqual([[], []]); // A tail of 3.6.
  expect(doubts(both(", needs: 1", '{ delay: "pareto(shape 1.8, mean 10ms)" }', "{ delay: 5ms }"))).toEqual([[], []]);
});

it("a wait without an interval counts where it is waited for", () => {
  expect(doubts(both("", "{ call: a.get }", "{ call: b.get }"))).toEqual([["web.page"], ["a threads"]]);
  expect(doubts(both(", needs: 1", "{ call: a.get }", "{ call: b.get }"))).toEqual([[], ["a threads"]]);
});

it("what only a miss does is done too", () =>
  expect(doubts('{ get: c, miss: [{ delay: "pareto(shape 1.8, mean 10ms)" }] }')[0]).toEqual(["web.page"]));

it("what a deadline cuts short has all its moments, and so has what is waited for only so long", () => {
  const law = "pareto(shape 1.8, mean 10ms)";
  const direct = (policies: string): [string[], string[]] => doubts(`{ call: a.get${policies} }`);
  expect(direct("")).toEqual([["web.page"], ["a threads"]]);
  expect(direct(", deadline: 1s")).toEqual([[], []]);
  expect(direct(", deadline: 1s, breaker: { failures: 3, open: 1s }")).toEqual([[], []]);
  // The caller waits for a second; the work goes on, and the thread is held.
  expect(direct(", timeout: 1s")).toEqual([[], ["a threads"]]);
  expect(direct(", timeout: 1s, deadline: 2s")).toEqual([[], ["a threads"]]);
  expect(direct(`, deadline: 1s, fallback: [{ delay: "${law}" }]`)).toEqual([["web.page"], []]);
  expect(doubts("{ call: a.get, deadline: 1s }, { call: a.get }")).toEqual([["web.page"], ["a threads"]]);
});

it("a deadline cuts short what is done at once, but not what goes on after enough of it", () => {
  const within = (rest: string): string[] => {
    const one = `{ parallel: [{ steps: [{ call: a.get }] }, { steps: [{ call: b.get }] }], needs: 1, rest: ${rest} }`;
    return doubts(`{ call: web.both, deadline: 1s }], both: [${one}`)[1];
  };
  expect([within("stops"), within("goes-on")]).toEqual([[], ["a threads"]]);
});

it("no wait is longer than patience, nor, of users, than all the others take", () => {
  const waits = (traffic: string, options: string): string[] => {
    const text = `
version: 1
traffic: { t: { ${traffic}, to: a.get } }
parts: { a: { type: service, threads: 1, ${options} endpoints: { get: [{ delay: "pareto(shape 2.8, mean 10ms)" }] } } }
`;
    return [...heavyTails(studyOf({ "model.yaml": text }).variants[0].model).waits.keys()];
  };
  expect(waits("rate: 1/s", "")).toEqual(["a threads"]);
  expect(waits("rate: 1/s", "patience: 1s,")).toEqual([]);
  expect(waits("users: 5", "")).toEqual([]);
  for (const both of ["users: 5, to: a.get }, u: { rate: 1/s", "rate: 1/s, to: a.get }, u: { users: 5"])
    expect(waits(both, "")).toEqual(["a threads"]);
});
