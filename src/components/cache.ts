/** A cache with a given hit rate: what follows a miss runs only on a miss. */
import type { Flow } from "../engine/flow.js";
import type { PartMeter } from "../engine/meters.js";
import type { Program } from "../engine/program.js";
import type { Sampler } from "../engine/random/sampler.js";
import type { RandomStream } from "../engine/random/stream.js";
import type { RequestId } from "../engine/request-table.js";
import type { Outcome } from "../engine/step.js";
import { Delay } from "../engine/steps/delay.js";
import { InstantStep } from "./steps/instant-step.js";

export class Cache {
  readonly meter: PartMeter;
  private readonly flow: Flow;
  private readonly hitRate: number;
  private readonly counts = { lookUps: 0, hits: 0 };

  /** @param hitRate 0 to 1, independent from look-up to look-up. */
  constructor(flow: Flow, name: string, hitRate: number) {
    this.flow = flow;
    this.hitRate = hitRate;
    const counts = this.counts;
    this.meter = {
      name,
      type: "cache",
      resources: [],
      measures: [{ kind: "ratio", name: "hitRate", part: () => counts.hits, whole: () => counts.lookUps }],
    };
  }

  /** Writes a look-up that takes `timeMs` and, on a miss, goes on with `miss`. */
  get(program: Program, timeMs: Sampler, stream: RandomStream, miss: () => void): void {
    program.add(new Delay(this.flow, timeMs));
    program.branch(new HitOrMiss(this.flow, stream, this.hitRate, this.counts), [() => {}, miss]);
  }
}

class HitOrMiss extends InstantStep {
  private readonly flow: Flow;
  private readonly stream: RandomStream;
  private readonly hitRate: number;
  private readonly counts: { lookUps: number; hits: number };

  constructor(flow: Flow, stream: RandomStream, hitRate: number, counts: { lookUps: number; hits: number }) {
    super();
    this.flow = flow;
    this.stream = stream;
    this.hitRate = hitRate;
    this.counts = counts;
  }

  enter(request: RequestId): Outcome {
    this.counts.lookUps++;
    const isHit = this.stream.uniform(this.flow.number.at[request], this.flow.visit.at[request]) < this.hitRate;
    if (isHit) this.counts.hits++;
    return isHit ? 0 : 1;
  }
}
