/** The pieces on the hot path, each in the loop that it lives in. */
import { Bench } from "tinybench";
import { Histogram } from "../../src/engine/histogram.js";
import { IndexedHeap } from "../../src/engine/indexed-heap.js";
import { makeSampler } from "../../src/engine/random/sampler.js";
import { Streams } from "../../src/engine/random/streams.js";

const LOOP = 10_000; // Of each piece in one sample, so that the clock does not count.

/** Of this process, so that a busy machine does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @returns nanoseconds an operation */
export async function measurePieces(): Promise<Record<string, number>> {
  const bench = new Bench({ time: 300, warmupTime: 100, now: cpuMs });
  for (const pending of [2, 100, 10_000]) bench.add(`event list, ${pending} pending: pop and set`, holdModel(pending));
  const streams = new Streams("bench", 0);
  const uniform = streams.named("uniform");
  bench.add("random: two words", () => {
    for (let i = 0; i < LOOP; i++) uniform.draw(i, 0);
  });
  const exponential = makeSampler({ kind: "exponential", mean: 1 }, streams.named("exponential"));
  const lognormal = makeSampler({ kind: "lognormal", mean: 1, sigma: 1 }, streams.named("lognormal"));
  const histogram = new Histogram();
  bench.add("random: exponential", () => repeat((i) => exponential.next(i, 0)));
  bench.add("random: lognormal", () => repeat((i) => lognormal.next(i, 0)));
  bench.add("histogram: record", () => {
    for (let i = 0; i < LOOP; i++) histogram.record(i * 0.37);
  });
  await bench.run();
  return Object.fromEntries(
    bench.tasks.map(({ name, result }) => {
      if (!("latency" in result)) throw new Error(`${name} did not run`);
      return [name, (result.latency.mean * 1e6) / LOOP];
    }),
  );
}

function repeat(draw: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < LOOP; i++) sum += draw(i);
  return sum;
}

/** The first of so many is taken out and set again later: what a simulation does to its event list. */
function holdModel(pending: number): () => void {
  const heap = new IndexedHeap();
  const gaps = makeSampler({ kind: "exponential", mean: 1 }, new Streams("bench", 0).named("gap"));
  for (let id = 0; id < pending; id++) heap.set(id, gaps.next(id, 0));
  let n = 0;
  return () => {
    for (let i = 0; i < LOOP; i++) {
      const id = heap.pop();
      heap.set(id, heap.poppedKey + gaps.next(n++, 1));
    }
  };
}
