/** Two queues of messages in all variants of a study: one fills in the spike and drains after it, one is hardly used. */
import type { Findings, PartFindings, QueueOverTime, RecoveryFindings } from "../../src/analysis/findings/findings.js";
import { estimate } from "./fixture.js";

interface Load {
  readonly workers: number; // Messages that they can do in a minute.
  readonly comeInSpike: number; // Messages a minute; else 400.
}

const USUAL = 400;

/** @param queues their names; those of several have less to do, one after another */
export const queueing = (findings: Findings, queues: readonly string[] = ["mails", "exports"]): Findings => ({
  ...findings,
  variants: findings.variants.map((variant, i) => {
    const { overTime, recovery } = variant;
    const found = queues.map((part, q) => {
      const load = { workers: i === 1 ? 600 : 700 + 25 * i, comeInSpike: [900, USUAL, 800][q] ?? 900 };
      return { load, ...filled(findings, part, load) };
    });
    const parts = Object.fromEntries(found.map((queue) => [queue.part, partOf(queue)]));
    const drained = Object.fromEntries(found.map((queue) => [queue.part, drainOf(queue, queue.load)]));
    return {
      ...variant,
      overTime: { ...overTime, queues: found.map(({ load: _, ...queue }) => queue) },
      parts: { ...variant.parts, ...parts },
      recovery: recovery === null ? null : { ...recovery, drained },
    };
  }),
});

function filled({ variants, spike }: Findings, part: string, load: Load): QueueOverTime {
  const { startMs, binMs, offeredLoad } = variants[0]!.overTime;
  const [depth, oldestMs]: [number[], number[]] = [[], []];
  let waiting = 0;
  for (const bin of offeredLoad.keys()) {
    const atMs = startMs + (bin + 0.5) * binMs;
    const isSpike = spike !== null && atMs >= spike.fromMs && atMs < spike.toMs;
    waiting = Math.max(0, waiting + (isSpike ? load.comeInSpike : USUAL) - load.workers);
    depth.push(waiting);
    oldestMs.push((waiting / load.workers) * 60_000);
  }
  return { part, depth, oldestMs };
}

function partOf({ depth, oldestMs }: QueueOverTime): PartFindings {
  const many = (value: number) => estimate(value, 0.05);
  const wait = { mean: many(9), p50: many(5), p95: many(30), p99: many(80), p999: many(95) };
  return {
    type: "work-queue",
    busiest: "workers",
    utilisation: many(0.7),
    queueLength: many(12),
    waitingTimeMs: wait,
    resources: {},
    measures: {
      completionMs: many(900),
      completionMsP50: many(700),
      completionMsP99: many(4_000),
      failedMessages: many(0.01),
      depth: many(100),
      depthMax: many(Math.max(...depth)),
      oldestMs: many(2_000),
      oldestMsMax: many(Math.max(...oldestMs)),
    },
  };
}

function drainOf({ depth }: QueueOverTime, { workers }: Load): NonNullable<RecoveryFindings["drained"]>[string] {
  if (Math.max(...depth) === 0) return { timeMs: { value: 0, low: 0, high: 0 }, recovered: 5 };
  if (depth.at(-1)! > 0)
    return { timeMs: { value: null, low: 600_000, high: null, reason: "not within the horizon" }, recovered: 0 };
  return { timeMs: estimate((60_000 * Math.max(...depth)) / (workers - USUAL)), recovered: 5 };
}
