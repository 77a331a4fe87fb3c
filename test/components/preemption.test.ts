/** Those who go first on the cores too. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gammaMoments } from "../../src/analysis/theory/mg1.js";
import { mmc } from "../../src/analysis/theory/mmc.js";
import { preemptiveResume } from "../../src/analysis/theory/preemptive-resume.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { smooth } from "../oracles/statistic.js";
import { latencies, modelOf, requests, resource, simulate } from "../simulate.js";

const twoClasses = (traffic: string, endpoints: string, options = "cores: 1"): string => `
version: 1
traffic: ${traffic}
parts: { web: { type: service, priority: [first], preempts: true, ${options}, endpoints: ${endpoints} } }`;

describe("worked by hand", () => {
  // Others come at 10 ms, those who go first at 15, 30 and 45 ms.
  const traffic = `{ others: { ${requests(1, 10)}, to: web.other }, some: { ${requests(3, 15)}, to: web.first } }`;
  const asked = (options: string, other = "20ms") => {
    const measured = simulate(twoClasses(traffic, `{ first: [{ cpu: 5ms }], other: [{ cpu: ${other} }] }`, options));
    return { first: latencies(measured, "web.first"), other: latencies(measured, "web.other"), measured };
  };
  it("what is interrupted waits, and goes on where it was", () =>
    expect(asked("cores: 1")).toMatchObject({ first: [5, 5, 5], other: [20 + 5 + 5] })); // Until 40 ms.
  it("a second core is left to it", () => expect(asked("cores: 2")).toMatchObject({ first: [5, 5, 5], other: [20] }));
  it("half of one", () => expect(asked("cores: 1.5", "21ms")).toMatchObject({ first: [5, 5, 5], other: [21 + 5] }));
  it("the time lost is waiting, and the cores are busy with both", () => {
    const cores = resource(asked("cores: 1").measured, "web", "cores");
    expect(cores.busy * 1000).toBeCloseTo(20 + 3 * 5, 6);
    expect(cores.queueLength * 1000).toBeCloseTo(10, 6);
  });
  // Up until 17 ms, down until 37: three of the first are left then, which the second shares until 43.
  it("a breakdown stops both", () =>
    expect(asked("cores: 1, breakdowns: { up: 17ms, down: 20ms, work: resumes }").first).toEqual([5, 15, 28]));
  it("and what begins again does so in every class", () => {
    // Two of the first from 37 to 47 ms; 11 of the other do not fit before 54, and begin again at 74.
    const two = traffic.replace(requests(3, 15), requests(2, 15));
    const options = "cores: 1, breakdowns: { up: 17ms, down: 20ms, work: repeats }";
    const measured = simulate(twoClasses(two, "{ first: [{ cpu: 5ms }], other: [{ cpu: 11ms }] }", options));
    expect(latencies(measured, "web.other")).toEqual([85 - 10]);
  });
});

it("those who go first never notice the others, and no work is lost", () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 });
  const alone = (n: number, gap: number, cores: number, others: number): readonly number[] => {
    const some = `some: { ${requests(n, gap)}, to: web.first }`;
    const traffic = others === 0 ? `{ ${some} }` : `{ ${some}, others: { ${requests(others, 7)}, to: web.other } }`;
    const text = twoClasses(traffic, "{ first: [{ cpu: 9ms }], other: [{ cpu: 13ms }] }", `cores: ${cores}`);
    const measured = simulate(text, { durationMs: 1200 });
    expect(resource(measured, "web", "cores").busy * 1200).toBeCloseTo(9 * n + 13 * others, 6);
    return latencies(measured, "web.first");
  };
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 3 }), ([gap = 1, n = 1], cores) => {
      expect(alone(n, gap, cores, 9)).toEqual(alone(n, gap, cores, 0));
    }),
    { numRuns: 15 },
  );
});

describe("what makes no sense", () => {
  const mistake = (options: string) => (): unknown =>
    modelOf(
      `version: 1\ntraffic: { u: { rate: 1/s, to: web.a } }\nparts: { web: { type: service, preempts: true, ${options}, endpoints: { a: [] } }, box: { type: host, cores: 1 } }`,
    );
  it("no endpoint goes first", () => expect(mistake("cores: 1")).toThrow("no endpoint goes first"));
  it("no request waits for a core", () => expect(mistake("priority: [a]")).toThrow("without a number of cores"));
  it("the cores are not its own", () => expect(mistake("priority: [a], host: box")).toThrow("all parts share"));
  it("slowed by each other", () =>
    expect(mistake("priority: [a], cores: 1, contention: 1%")).toThrow("no contention or coherency"));
});

/** Formula and sources: src/analysis/theory/preemptive-resume. */
describe("M/G/1 with two classes", () => {
  const rates = "{ a: { rate: 30/s, to: web.first }, b: { rate: 20/s, to: web.other } }";
  const model = (first: string, other: string, options?: string) =>
    twoClasses(rates, `{ first: [{ cpu: "${first}" }], other: [{ cpu: "${other}" }] }`, options);
  const lasts = { warmUp: 10, short: 80, long: 20_000 };
  const sojourns = (scv: number) =>
    preemptiveResume([
      { lambda: 30, service: gammaMoments(0.01, scv) },
      { lambda: 20, service: gammaMoments(0.02, 1) },
    ]) as [number, number];
  const [mm1, mg1, several] = [sojourns(1), sojourns(4), mmc(50, 50, 2).meanSojourn];
  const cases: readonly OracleCase[] = [
    {
      id: "preemptive-resume",
      title: "exponential, and a first class that varies more; two cores",
      runs: {
        mm1: run(model("exponential(10ms)", "exponential(20ms)"), lasts),
        mg1: run(model("gamma(mean 10ms, cv 2)", "exponential(20ms)"), lasts),
        mm2: run(model("exponential(20ms)", "exponential(20ms)", "cores: 2"), lasts),
      },
      checks: [
        exact("M/M/1, first", mm1[0], of.meanSojourn("mm1", "web.first")),
        exact("M/M/1, other", mm1[1], of.meanSojourn("mm1", "web.other")),
        exact("M/G/1, first shares, insensitive", 0.01 / (1 - 0.3), of.meanSojourn("mg1", "web.first")),
        exact("M/G/1, other", mg1[1], of.meanSojourn("mg1", "web.other")),
        exact("M/M/2, first as if alone", mmc(30, 50, 2).meanSojourn, of.meanSojourn("mm2", "web.first")),
        exact(
          "M/M/2, all as if alike",
          several * 50,
          smooth("mm2", (m) => [m.inSystemMean], of.identity),
        ),
      ],
    },
  ];
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
});
