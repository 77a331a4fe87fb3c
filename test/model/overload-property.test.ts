/** What `check` says of queues, against long runs: what must grow does, and what is bounded stays so. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { OfferedLoad } from "../../src/model/check/offered-loads.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { offeredRate } from "../../src/model/traffic/rate.js";
import { compile } from "../../src/model/wiring/compile.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { arbitraryModel } from "./arbitrary-model.js";

const SECONDS = 10;
const HALF = SECONDS / 2;
const PLAN = { seed: "test", replication: 0, warmUpMs: 0, durationMs: SECONDS * 1000, binMs: 1000, coolDownMs: 0 };
const FEW = 200; // Fewer more may be chance.

/** Requests in the system and messages that wait, second by second. */
function inside({ inSystem, parts }: Measurements): number[] {
  const queues = parts.flatMap(({ resources }) => resources.map(({ queueByBin }) => queueByBin));
  return inSystem.map((number, bin) => number + queues.reduce((sum, queue) => sum + queue[bin]!, 0));
}

/** More requests' worth of work each second than can be done. */
function excess({ capacity, busy }: OfferedLoad, certain: number, arrivalsEach: number): number {
  return busy > 0 ? (arrivalsEach * (certain - capacity)) / busy : 0;
}

const BOUNDS = [
  "queue",
  "limit",
  "patience",
  "acquire",
  "breakdowns",
  "health-check",
  "timeout",
  "deadline",
  "breaker",
];

/** Without some of what bounds queues, so that some have none. */
function without(data: unknown, keys: readonly string[]): unknown {
  if (Array.isArray(data)) return data.map((one) => without(one, keys));
  if (typeof data !== "object" || data === null) return data;
  const kept = Object.entries(data).filter(
    ([key]) => !keys.includes(key) && !("queries" in data && key === "connections" && keys.includes("queue")),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, without(value, keys)]));
}

const bounds = fc.oneof(fc.subarray(BOUNDS), fc.subarray(BOUNDS, { minLength: BOUNDS.length - 2 }));
const model = fc.tuple(arbitraryModel, bounds).map(([data, keys]) => without(data, keys));

function expectGrowth(inside: readonly number[], eachSecond: number, what: string, tally: { grow: number }): void {
  if (eachSecond * HALF < FEW) return;
  expect(inside.at(-1)! - inside[HALF - 1]!, what).toBeGreaterThan(eachSecond * HALF * 0.2);
  tally.grow++;
}

function judge(data: unknown, tally: { grow: number; bounded: number }): void {
  const { model, loads } = readModel("m.yaml", memoryFiles({ "m.yaml": JSON.stringify(data) }));
  const told = loads.filter(({ queue }) => queue === "grows" || queue === "bounded");
  if (model === null || told.length === 0) return;
  const measured = compile(model, PLAN).simulate();
  if (measured.cutShort !== null) return;
  const all = inside(measured);
  // Users ask as they are answered, so no load counts them.
  const arrivals = Object.values(model.traffic).reduce((sum, { rate = 0 }) => sum + offeredRate(rate), 0);
  for (const load of told) {
    const name = `${load.part} ${load.resource}`;
    if (load.queue === "grows") {
      const { busy, ofRequests } = load.certain!;
      expectGrowth(all, excess(load, busy, arrivals), `${name} must grow`, tally);
      expectGrowth(measured.inSystem, excess(load, ofRequests, arrivals), `requests for ${name} must grow`, tally);
    } else {
      const queue = measured.parts
        .find((part) => part.name === load.part)!
        .resources.find((resource) => resource.name === load.resource)!.queueByBin;
      expect(queue.at(-1)!, `${name} is bounded by ${load.boundedBy}`).toBeLessThan(2 * queue[HALF - 1]! + FEW);
      tally.bounded++;
    }
  }
}

it("nothing is said to grow that does not, nor to be bounded that grows", { timeout: 600_000 }, () => {
  const tally = { grow: 0, bounded: 0 };
  fc.assert(
    fc.property(model, (data) => judge(data, tally)),
    { numRuns: Number(process.env.RUNS ?? 120) },
  );
  expect(tally.grow).toBeGreaterThan(3);
  expect(tally.bounded).toBeGreaterThan(3);
});
