/** Two writes and a crash in between, and the relay of an outbox, against closed forms. */
import { describe, expect, it } from "vitest";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { simulate } from "../simulate.js";

interface Seen {
  readonly mean: number;
  readonly halfWidth: number; // Of a 99.9% interval from independent runs.
}

const RUNS = 12;
const T_999 = 4.437; // Student's t with 11 degrees of freedom.

function seen(model: string, value: (run: Measurements) => number, durationMs = 60_000): Seen {
  const values = Array.from({ length: RUNS }, (_, replication) =>
    value(simulate(model, { replication, warmUpMs: 5000, durationMs, binMs: 5000 })),
  );
  const mean = values.reduce((a, b) => a + b, 0) / RUNS;
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (RUNS - 1);
  return { mean, halfWidth: T_999 * Math.sqrt(variance / RUNS) };
}

function expectMean({ mean, halfWidth }: Seen, theory: number, width: number): void {
  expect(Math.abs(mean - theory), `${mean} ± ${halfWidth} against ${theory}`).toBeLessThan(halfWidth);
  expect(halfWidth / theory, "the interval is narrow enough to tell").toBeLessThan(width);
}

const meanOf = (run: Measurements, part: string, name: string): number => {
  const found = run.parts.find((one) => one.name === part)!.measures.find((one) => one.name === name)!;
  if (found.kind === "duration") return found.histogram.sum / found.histogram.count;
  if (found.kind === "ratio") return found.part / found.whole;
  throw new Error(`${name} has no mean`);
};

describe("two writes", () => {
  // A crash within w of the first, at a rate of 1 ÷ E while it is up, leaves it alone: 1 − e^(−w ÷ E).
  const lost = (publish: string) => `
version: 1
traffic: { users: { rate: 200/s, to: web.order } }
effects: { stored: { for: web.order }, told: { for: stored } }
parts:
  web: { type: service, endpoints: { order: [{ query: db.order }, { effect: stored }, ${publish}] } }
  db: { type: database, queries: { order: { time: 3ms, write: true } } }
  mails: { type: work-queue, workers: 99, steps: [{ effect: told }] }
random: { crashes: { every: exponential(2s), for: 200ms, down: web } }`;
  const share = ({ effects = [] }: Measurements): number => {
    const found = effects.find(({ name }) => name === "told")!.measures.find(({ name }) => name === "lost")!;
    return found.kind === "ratio" ? found.part / found.whole : Number.NaN;
  };
  it("lose what a crash finds between them: crash rate × window", () =>
    expectMean(seen(lost("{ delay: 20ms }, { publish: mails }"), share), 1 - Math.exp(-20 / 2000), 0.25));
  it("and half the time that publishing takes is in the window", () =>
    expectMean(seen(lost("{ publish: mails, time: 60ms }"), share), 1 - Math.exp(-30 / 2000), 0.25));
});

describe("the relay", () => {
  const relayed = (outbox: string, more = "") => `
version: 1
traffic: { users: { rate: 50/s, to: web.order } }
parts:
  web: { type: service, endpoints: { order: [{ transaction: db, steps: [{ publish: outbox }] }] } }
  db: { type: database, queries: { next: { time: 7ms }, sent: { time: 40ms, write: true } } }
  outbox: { type: outbox, in: db, to: mails, ${outbox} }
  mails: { type: work-queue, workers: 99, steps: [] }
${more}`;
  const lag = (run: Measurements): number => meanOf(run, "outbox", "publishingLagMs");

  it("that polls every T is T ÷ 2 late, and what its query takes", () =>
    expectMean(seen(relayed("poll: 200ms, most: 10000, reads: next"), lag, 150_000), 100 + 7, 0.01));

  it("which publishes one after the other adds the place in the batch: a Poisson batch has (λT + 2) ÷ 2 before its mean row is through", () =>
    expectMean(
      seen(relayed("poll: 200ms, most: 10000, time: 3ms"), lag, 120_000),
      100 + 3 * ((0.05 * 200 + 2) / 2),
      0.01,
    ));

  it("which takes at most b a poll is a queue that is served in bulk", () => {
    // λT = 10 rows a poll, at most 12 are taken: what a poll leaves waits T more, and mean rows over λ are the mean time.
    const left = meanLeft(10, 12);
    expectMean(seen(relayed("poll: 200ms, most: 12"), lag), 100 + (200 * left) / 10, 0.06);
  });

  it("which follows the log is as late as that, whatever the load", () =>
    expectMean(seen(relayed("stream: exponential(20ms)"), lag, 180_000), inOrder(0.05, 20), 0.03));

  it("which crashes before it marks publishes again: 1 − e^(−m ÷ E) of all it publishes", () => {
    const crashes = "random: { crash: { every: exponential(500ms), for: 100ms, down: outbox } }";
    const again = (run: Measurements): number => meanOf(run, "outbox", "publishedAgain");
    expectMean(seen(relayed("poll: 200ms, marks: sent", crashes), again, 240_000), 1 - Math.exp(-40 / 500), 0.2);
  });
});

/**
 * Mean number that a poll leaves, when a Poisson number of mean `arrivals` comes between polls and each takes up to `most`:
 * the stationary law of R → max(0, R + A − most), by iteration. Source: Bailey, On queueing processes with bulk service
 * (1954).
 */
function meanLeft(arrivals: number, most: number): number {
  const poisson = [Math.exp(-arrivals)];
  for (let n = 1; n < 80; n++) poisson.push((poisson[n - 1]! * arrivals) / n);
  let law: number[] = [1, ...Array<number>(299).fill(0)];
  for (let round = 0; round < 600; round++) {
    const next = Array<number>(300).fill(0);
    law.forEach((share, left) => {
      if (share < 1e-15) return;
      for (let n = 0; n < poisson.length; n++) {
        const at = Math.min(299, Math.max(0, left + n - most));
        next[at]! += share * poisson[n]!;
      }
    });
    law = next;
  }
  return law.reduce((sum, share, left) => sum + share * left, 0);
}

/**
 * Mean time to the last of all who came before and itself, each being ready an exponential time of mean `meanMs` after it
 * comes: of Poisson arrivals, max over those within t has the law exp(−λ m e^(−t ÷ m)) (1 − e^(−t ÷ m)).
 */
function inOrder(perMs: number, meanMs: number): number {
  let mean = 0;
  const step = 0.01;
  for (let t = step / 2; t < 20 * meanMs; t += step) {
    const tail = Math.exp(-t / meanMs);
    mean += (1 - Math.exp(-perMs * meanMs * tail) * (1 - tail)) * step;
  }
  return mean;
}
