/**
 * A database that gets more shards while it runs. Keys move in an order of their own, evenly over a time, or as fast as
 * their copying goes if that is slower.
 *
 * From each shard to each other there is one copier: it takes a batch of keys, reads them with the cores of the shard
 * that they leave, writes them with those of the shard that they come to, and from then on they are there. Until then
 * queries ask the old one.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import { Program } from "../../engine/program.js";
import { scramble } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import type { Breakdowns } from "../faults/breakdowns.js";
import { UntilUp } from "../faults/until-up.js";
import { Hook } from "../steps/instant-step.js";
import type { Nodes } from "./nodes.js";
import { movesBetween, type Placement } from "./placement.js";
import type { Shards } from "./shards.js";

export interface ReshardOptions {
  readonly to: Placement;
  readonly lastsMs: number; // As planned.
  readonly keyMs: number; // Work on the cores for each key, where it leaves and again where it comes to.
  readonly batch: number; // Keys that are copied together.
}

/** Keys on their way from one shard to another. */
interface Way {
  readonly from: number;
  readonly to: number;
  readonly keys: number;
  readonly batches: number;
  readonly firstMs: number; // When the first batch is due.
  readonly everyMs: number;
  done: number; // Batches.
}

/** The nodes of a database that gets more shards. */
export interface Growing {
  readonly primary: Nodes;
  /** So many shards are there from now on. */
  has(shards: number): void;
}

const SALT = 0x2c1b3f9d;
const TWO_TO_MINUS_32 = 2 ** -32;

export class MovingShards implements Shards {
  /** `moved`, the share of the keys that are elsewhere than at the start; `movingMs`, how long moves take. */
  readonly measures: readonly Measure[];
  shards: number;
  private readonly keys: number;
  private settled: Placement;
  private next: Placement | null = null; // While keys move.
  private movedTo = new Float64Array(0); // The share of each way that has been gone; from × shards + to.
  private movedKeys = 0;
  private readonly waiting: (() => void)[] = []; // Moves that begin when the one before is over.
  private readonly movingMs = new Histogram();

  constructor(first: Placement, keys: number) {
    this.settled = first;
    this.keys = keys;
    this.shards = first.shards;
    this.measures = [
      { kind: "level", name: "moved", now: () => this.movedKeys / keys },
      { kind: "duration", name: "movingMs", histogram: this.movingMs },
    ];
  }

  of(key: number): number {
    const here = this.settled.of(key);
    if (this.next === null) return here;
    const there = this.next.of(key);
    return here !== there && turnOf(key) < this.movedTo[here * this.shards + there] ? there : here;
  }

  /** Begins to move keys, once those of earlier moves are there. */
  reshard(flow: Flow, nodes: Growing, options: ReshardOptions, breakdowns: Breakdowns | null): void {
    if (this.next !== null) {
      this.waiting.push(() => this.reshard(flow, nodes, options, breakdowns));
      return;
    }
    const { to } = options;
    const beganMs = flow.simulation.nowMs;
    const ways = waysBetween(this.settled, options, this.keys, beganMs);
    this.next = to;
    this.shards = to.shards;
    this.movedTo = new Float64Array(to.shards * to.shards);
    nodes.has(to.shards);
    let open = ways.length;
    const settle = (): void => {
      this.settled = to;
      this.next = null;
      this.movingMs.record(flow.simulation.nowMs - beganMs);
      this.waiting.shift()?.();
    };
    if (open === 0) settle();
    const copying = new Copying(flow, nodes.primary, ways, options.keyMs, breakdowns, (way) => {
      this.movedKeys += way.keys / way.batches;
      this.movedTo[way.from * to.shards + way.to] = way.done / way.batches;
      if (way.done === way.batches && --open === 0) settle();
    });
    copying.begin();
  }
}

/** When a key moves, as a share of all that go its way: in an order that has nothing to do with where they lie. */
const turnOf = (key: number): number => (scramble((key + SALT) | 0) >>> 0) * TWO_TO_MINUS_32;

/** Batches evenly over the time, those of all ways in turn. */
function waysBetween(before: Placement, { to, lastsMs, batch }: ReshardOptions, all: number, nowMs: number): Way[] {
  const counts = [...movesBetween(before, to, all)].flatMap((keys, i) => (keys === 0 ? [] : [{ keys, i }]));
  return counts.map(({ keys, i }, nth) => {
    const batches = Math.ceil(keys / batch);
    const everyMs = lastsMs / batches;
    const firstMs = nowMs + (everyMs * nth) / counts.length;
    return { from: Math.floor(i / to.shards), to: i % to.shards, keys, batches, firstMs, everyMs, done: 0 };
  });
}

class Copying {
  private readonly flow: Flow;
  private readonly ways: readonly Way[];
  private readonly wayOf: Int32Column; // Of a copier.
  private readonly start: number;

  constructor(
    flow: Flow,
    nodes: Nodes,
    ways: readonly Way[],
    keyMs: number,
    breakdowns: Breakdowns | null,
    copied: (way: Way) => void,
  ) {
    this.flow = flow;
    this.ways = ways;
    const [wayOf, node] = [flow.requests.int32(), flow.requests.int32()];
    this.wayOf = wayOf;
    const way = (copier: RequestId): Way => ways[wayOf.at[copier]];
    const work = { next: (nth: number): number => (ways[nth].keys / ways[nth].batches) * keyMs };
    const program = new Program(flow);
    const on = (which: (way: Way) => number): void => {
      program.add(
        new Hook((copier) => {
          node.at[copier] = which(way(copier));
        }),
      );
      if (breakdowns !== null) program.add(new UntilUp(flow, breakdowns, node));
      nodes.work(program, node, work, flow);
    };
    const start = program.mark();
    program.loop(new NextBatch(flow, way), () => {
      on(({ from }) => from);
      on(({ to }) => to);
      program.add(
        new Hook((copier) => {
          const one = way(copier);
          one.done++;
          copied(one);
        }),
      );
    });
    program.add({
      enter: (copier) => {
        flow.requests.giveBack(copier);
        return PENDING;
      },
      wake: () => GO_ON,
      withdraw() {},
    });
    program.end();
    this.start = start.step;
  }

  /** One copier a way. */
  begin(): void {
    const { flow, ways, wayOf, start } = this;
    for (let nth = 0; nth < ways.length; nth++) {
      const copier = flow.requests.take();
      flow.alone(copier, nth);
      wayOf.at[copier] = nth;
      flow.begin(copier, start);
    }
  }
}

const BATCH: Outcome = 1; // The other exit: all are copied.

/** Waits until the next batch is due. */
class NextBatch implements Step {
  private readonly flow: Flow;
  private readonly way: (copier: RequestId) => Way;

  constructor(flow: Flow, way: (copier: RequestId) => Way) {
    this.flow = flow;
    this.way = way;
  }

  enter(copier: RequestId): Outcome {
    const { done, batches, firstMs, everyMs } = this.way(copier);
    if (done === batches) return GO_ON;
    const dueMs = firstMs + done * everyMs;
    if (dueMs <= this.flow.simulation.nowMs) return BATCH;
    this.flow.simulation.wakeRequestAt(copier, dueMs);
    return PENDING;
  }

  wake(): Outcome {
    return BATCH;
  }

  withdraw(copier: RequestId): void {
    this.flow.simulation.calmRequest(copier);
  }
}
