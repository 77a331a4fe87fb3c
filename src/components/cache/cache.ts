/** A cache: the steps of a miss run only on a miss, and then fill it. */
import type { Flow } from "../../engine/flow.js";
import type { PartMeter } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Outcome } from "../../engine/step.js";
import { Delay } from "../../engine/steps/delay.js";
import { Hook, InstantStep } from "../steps/instant-step.js";
import type { CacheContents, LookUp } from "./cache-contents.js";

export class Cache {
  readonly meter: PartMeter;
  private readonly flow: Flow;
  private readonly contents: CacheContents;
  private readonly counts = { lookUps: 0, hits: 0 };

  constructor(flow: Flow, name: string, contents: CacheContents) {
    this.flow = flow;
    this.contents = contents;
    const counts = this.counts;
    this.meter = {
      name,
      type: "cache",
      resources: [],
      measures: [
        { kind: "ratio", name: "hitRate", part: () => counts.hits, whole: () => counts.lookUps },
        ...(contents.fills === null ? [] : [{ kind: "events", name: "fills", total: contents.fills } as const]),
      ],
    };
  }

  /** Writes a look-up that takes `timeMs` and, on a miss, continues with `miss`. */
  get(program: Program, timeMs: Sampler, stream: RandomStream, miss: () => void): void {
    const lookUp = this.contents.lookUp(stream);
    const { fill } = lookUp;
    const fetch = (): void => {
      miss();
      if (fill !== null) program.add(new Hook(fill));
    };
    program.add(new Delay(this.flow, timeMs));
    program.branch(new HitOrMiss(lookUp, this.counts), [() => {}, fetch]);
  }
}

class HitOrMiss extends InstantStep {
  private readonly lookUp: LookUp;
  private readonly counts: { lookUps: number; hits: number };

  constructor(lookUp: LookUp, counts: { lookUps: number; hits: number }) {
    super();
    this.lookUp = lookUp;
    this.counts = counts;
  }

  enter(request: RequestId): Outcome {
    const isHit = this.lookUp.isHit(request);
    this.counts.lookUps++;
    if (isHit) this.counts.hits++;
    return isHit ? 0 : 1;
  }
}
