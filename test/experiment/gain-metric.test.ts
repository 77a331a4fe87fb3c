/** What a change gains is not told from figures that are refused beside it. */
import { describe, expect, it } from "vitest";
import { usualFigure } from "../../src/analysis/figures/parse-figure.js";
import type { ChangeFindings } from "../../src/analysis/findings/next-findings.js";
import { inOrder, type Runner, scores } from "../../src/experiment/next/choose.js";
import {
  ERRORS,
  GOODPUT,
  nameOf,
  relativeChange,
  type Side,
  type Subject,
} from "../../src/experiment/next/gain-metric.js";
import type { Change } from "../../src/model/changes/change.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { sideOf } from "./study.js";

const latency = (statistic: string): Subject => usualFigure(statistic);

const side = (rate: string, time: string, more = ""): Side =>
  sideOf(`
version: 1
traffic: { users: { rate: ${rate}, to: web.page } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: "${time}" }${more}] } } }
run: { duration: 60s, warm-up: 0s, replications: 4 }`);

it("a gain is named as the figure that it is measured in", () => {
  const growth: Subject = { family: "growth", part: "mails", statistic: "rate", unit: "1/s" };
  const names = [latency("p99"), latency("p95 of web.page"), ERRORS, usualFigure("wait p99 of db pool"), growth];
  expect(names.map(nameOf)).toEqual([
    "p99",
    "p95 of web.page",
    "errors",
    "wait p99 of db pool",
    "growth waiting at mails",
  ]);
});

it("errors in a replication that had none count against a change", () => {
  const [none, some] = [
    { answered: 90, failed: 0 },
    { answered: 80, failed: 10 },
  ].map((counts) => ({
    endpoints: [{ name: "web.page", ...counts }],
    watched: [],
  })) as unknown as [Measurements, Measurements];
  const errors: Subject = usualFigure("errors of web.page");
  const change = { complexity: 1, cost: {} } as Change;
  const racer = { change } as Runner;
  const [now, then] = [
    [none, none, some],
    [none, some, none],
  ].map((runs) => ({ runs, findings: {} }) as unknown as Side);
  expect(scores(racer, errors, 1, now!, then!)).toEqual([0, -Math.log(100), Math.log(100)]);
});

describe("the relative change", () => {
  const steady = side("60/s", "10ms");
  it("is that of both, where both have it", () =>
    expect(relativeChange(latency("p95"), steady, side("60/s", "9ms"))!.high).toBeLessThan(0));

  it("is none of a latency where the system grows, and still one of goodput", () => {
    const growing = side("60/s", "20ms");
    expect(growing.findings.drift?.verdict).toBe("growing");
    expect(relativeChange(latency("p95"), steady, growing)).toBeNull();
    expect(relativeChange(GOODPUT, steady, growing)!.high).toBeLessThan(0);
  });

  it("of errors is a fall to nothing at most", () =>
    expect(relativeChange(ERRORS, side("60/s", "1ms", ", { fail: 5% }"), side("60/s", "1ms"))).toMatchObject({
      value: -1,
      low: -1,
    }));

  it("is none where there are too few samples", () =>
    expect(relativeChange(latency("p999"), steady, side("60/s", "9ms"))).toBeNull());

  it("has no interval where a mean has none", () => {
    const heavy = side("60/s", "pareto(shape 2.8, mean 9ms)");
    expect(relativeChange(latency("mean"), steady, heavy)).toEqual({
      value: expect.any(Number),
      low: null,
      high: null,
      reason: expect.stringContaining("third moment"),
    });
    expect(relativeChange(latency("p95"), steady, heavy)!.low).not.toBeNull();
  });
});

it("of those that gain, those that cost users content stand last, whatever their score", () => {
  const change = (name: string, score: number, more: Partial<ChangeFindings> = {}): ChangeFindings =>
    ({ name, score, verdict: "gains", objectives: "missed", loses: null, ...more }) as ChangeFindings;
  const order = inOrder([
    change("saves", 9, { verdict: "saves" }),
    change("stale", 9, { objectives: "met", loses: "what is fresh" }),
    change("slow", 1),
    change("quick", 2),
    change("well", 0.5, { objectives: "met" }),
  ]);
  expect(order.map(({ name }) => name)).toEqual(["well", "quick", "slow", "stale", "saves"]);
});
