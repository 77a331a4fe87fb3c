/** Workers that take several messages together. */
import { describe, expect, it } from "vitest";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { smooth } from "../oracles/statistic.js";
import { measure, modelOf, requests, resource, simulate } from "../simulate.js";
import { bulkService } from "../theory/bulk-service.js";

const mails = (options: string, steps: string, rate: string, more = ""): string => `
version: 1
traffic: { users: { ${rate}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, ${options}, steps: [${steps}] }
${more}`;

describe("up to three together, 5 ms for all and 2 ms for each", () => {
  const THREE = "batch: { most: 3, wait: 30ms }, each: [{ delay: 2ms }]";
  const completions = (n: number, options = THREE): number[] =>
    measure(simulate(mails(options, "{ delay: 5ms }", requests(n, 10))), "mails", "completionMs") as number[];
  it("begins when they are three, and all are done at the end", () => {
    // At 10, 20 and 30 ms; done at 30 + 5 + 6. The next waits for 1 ms, the batch for it, 50 and 60 ms.
    expect(completions(6)).toEqual([11, 11, 21, 21, 31, 31]);
  });
  it("or when it has waited long enough", () => expect(completions(2)).toEqual([29, 39])); // From 40 to 49 ms.
  it("takes who waits, and does not wait for more without a `wait`", () => {
    // One at 10, done at 17; the one of 20 alone, done at 27; and so on.
    expect(completions(3, "batch: { most: 3 }, each: [{ delay: 2ms }]")).toEqual([7, 7, 7]);
    // The first from 10 to 37 ms; those of 20 and 30 ms together, from then for 5 + 2 · 22 ms.
    expect(completions(3, "batch: { most: 3 }, each: [{ delay: 22ms }]")).toEqual([27, 56, 66]);
  });
  it("holds one worker for all, also while it waits", () => {
    const { busy } = resource(simulate(mails(THREE, "{ delay: 5ms }", requests(3, 10))), "mails", "workers");
    expect(busy * 1000).toBeCloseTo(31, 9);
  });
  it("counts their sizes", () => {
    expect(measure(simulate(mails(THREE, "{ delay: 5ms }", requests(5, 10))), "mails", "batchSize")).toBe(2.5);
  });
});

describe("all fail together", () => {
  const failed = (options: string, steps = "{ delay: 1ms }", more = "", n = 90): number =>
    measure(simulate(mails(options, steps, requests(n, 10), more)), "mails", "failedMessages") as number;
  const THREE = "batch: { most: 3, wait: 1s }";
  it("with the work for all", () => expect(failed(THREE, "{ fail: 100% }")).toBe(1));
  it("with the work for one", () => {
    const third = "each: [{ choose: [{ share: 70%, steps: [] }, { share: 30%, steps: [{ fail: 100% }] }] }]";
    const share = failed(`${THREE}, ${third}`);
    expect(share * 90).toBeCloseTo(3 * Math.round(share * 30), 9); // Whole batches.
    expect(share).toBeGreaterThan(0.45); // 1 − 0.7³ = 0.66.
  });
  it("and are tried again, one by one or together", () => {
    expect(failed(`${THREE}, attempts: 8, each: [{ fail: 20% }]`)).toBeLessThan(0.05);
  });
  it("when their worker stops: lost, or back into the queue", () => {
    const stop = (work: string) =>
      `timeline: { stop: { at: 205ms, for: 100ms, down: mails, workers: 1, work: ${work} } }`;
    const slow = `${THREE}, each: [{ delay: 3ms }]`;
    expect(failed(slow, "{ delay: 12ms }", stop("lost")) * 90).toBeGreaterThan(1.9); // Those at hand.
    expect(failed(slow, "{ delay: 12ms }", stop("repeats"))).toBe(0);
    expect(failed(slow, "{ delay: 12ms }", stop("finishes"))).toBe(0);
  });
});

it("each message does its own work, with its own key", () => {
  const text = mails(
    "batch: { most: 4, wait: 50ms }, each: [{ query: db.save }]",
    "{ delay: 1ms }",
    requests(40, 10),
  ).replace(
    "parts:",
    "data: { customer: { keys: 5 } }\nparts:\n  db: { type: database, cores: 1, queries: { save: { time: 2ms, write: true, of: customer, locks: row } } }",
  );
  const measured = simulate(text);
  expect(resource(measured, "db", "cores").busy).toBeCloseTo(40 * 0.002, 6);
});

const LASTS = { warmUp: 5, short: 100, long: 4000 };
const law = bulkService(300, 100, 5);
const cases: readonly OracleCase[] = [
  {
    id: "bulk-service",
    title: "M/M(1,5)/1, a load of 0.6",
    runs: { bulk: run(mails("batch: { most: 5 }", "{ delay: exponential(10ms) }", "rate: 300/s"), LASTS) },
    checks: [
      exact("mean wait", law.meanWait, of.meanWait("bulk", "mails"), USUAL),
      exact("worker busy", law.busy, of.busy("bulk", "mails"), USUAL),
      exact(
        "mean batch",
        law.meanBatch,
        smooth(
          "bulk",
          (m: Measurements) => {
            const found = of.measure(m, "mails", "batchSize");
            return found.kind === "times" ? [found.part, found.whole] : [];
          },
          of.ratio,
        ),
        USUAL,
      ),
    ],
  },
  {
    // most ÷ (s + most · e) = 10 ÷ (20 + 10 · 2) ms for each worker.
    id: "full-batches",
    title: "Two workers that never wait: 500 a second",
    runs: {
      full: run(
        mails(
          "workers: 2, limit: 100, batch: { most: 10 }, each: [{ delay: exponential(2ms) }]",
          "{ delay: exponential(20ms) }",
          "rate: 2000/s",
        ),
        {
          ...LASTS,
          short: 60,
        },
      ),
    },
    checks: [exact("throughput", 500, of.visitRate("full", "mails"), USUAL)],
  },
];
for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));

it.each<[string, string, string]>([
  ["of: one, in-order: one-at-a-time, batch: { most: 5 }", "so no batch", "take `batch` or `in-order` out"],
  ["workers: 2, prefetch: 3, batch: { most: 5 }", "takes no messages beforehand", "take `batch` or `prefetch` out"],
  ["dedupe: 1min, batch: { most: 5 }", "is done with all of it", "take `batch` or `dedupe` out"],
  ["each: [{ delay: 1ms }]", "without a `batch`", "batch: { most: 50 }"],
  ["batch: { most: 1 }", "2", "most"],
])("%s is refused: %s", (options, why, hint) => {
  const text = mails(options, "{ delay: 5ms }", "rate: 1/s").replace(
    "version: 1",
    "version: 1\ndata: { one: { keys: 9 } }",
  );
  expect(() => modelOf(text)).toThrow(why);
  expect(() => modelOf(text)).toThrow(hint);
});
