/** The contents of a cache, in as much detail as hits and misses need. */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Outcome, Step } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";

export const HIT: Outcome = 0; // Which goes on.
export const MISS: Outcome = 1;

/** One place where it is asked. */
export interface LookUp {
  /** Exits `HIT` and `MISS`; a request may wait there for what another one fetches, which then goes on as a hit does. */
  readonly step: Step;
  /** Writes what follows a miss: the steps, after which it is filled. */
  fetch(program: Program, miss: () => void): void;
}

export interface CacheContents {
  readonly measures: readonly Measure[];
  /** Nothing is held any more. */
  flush(): void;
  /** Nor is what goes, of the keys held. */
  drop(goes: (key: number) => boolean): void;
}

/** Whether a look-up got an answer, by request; null: always. One without is a miss, and fills nothing. */
export type Answered = Int32Column | null;

export class LookUpCounts {
  lookUps = 0;
  hits = 0;
  readonly measure: Measure = { kind: "ratio", name: "hitRate", part: () => this.hits, whole: () => this.lookUps };
}

/** No keys: each look-up hits independently with a given probability. */
export class ByChance implements CacheContents {
  private readonly flow: Flow;
  private hitRate: number;
  private readonly counts = new LookUpCounts();
  readonly measures = [this.counts.measure];

  constructor(flow: Flow, hitRate: number) {
    this.flow = flow;
    this.hitRate = hitRate;
  }

  become(hitRate: number): void {
    this.hitRate = hitRate;
  }

  flush(): void {}
  drop(): void {}

  lookUp(stream: RandomStream, answered: Answered): LookUp {
    const step = new HitByChance(this.flow, stream, () => this.hitRate, this.counts, answered);
    return { step, fetch: (_, miss) => miss() };
  }
}

class HitByChance extends InstantStep {
  private readonly flow: Flow;
  private readonly stream: RandomStream;
  private readonly hitRate: () => number;
  private readonly counts: LookUpCounts;
  private readonly answered: Answered;

  constructor(flow: Flow, stream: RandomStream, hitRate: () => number, counts: LookUpCounts, answered: Answered) {
    super();
    this.flow = flow;
    this.stream = stream;
    this.hitRate = hitRate;
    this.counts = counts;
    this.answered = answered;
  }

  enter(request: RequestId): Outcome {
    const { number, visit } = this.flow;
    this.counts.lookUps++;
    if (this.answered !== null && this.answered.at[request] === 0) return MISS;
    if (this.stream.uniform(number.at[request], visit.at[request]) >= this.hitRate()) return MISS;
    this.counts.hits++;
    return HIT;
  }
}
