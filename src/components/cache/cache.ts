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

  /**
   * Writes a look-up that takes `timeMs` and, on a miss, continues with `miss`.
   *
   * @param around what it goes through, which may fail: a look-up without an answer is a miss, and fills nothing
   */
  get(
    program: Program,
    timeMs: Sampler,
    stream: RandomStream,
    miss: () => void,
    around: ((body: () => void) => void) | null,
  ): void {
    const ask = (): void => void program.add(new Delay(this.flow, timeMs));
    let lookUp = this.contents.lookUp(stream);
    if (around === null) ask();
    else lookUp = this.answered(program, lookUp, () => around(ask));
    const { fill } = lookUp;
    const fetch = (): void => {
      miss();
      if (fill !== null) program.add(new Hook(fill));
    };
    program.branch(new HitOrMiss(lookUp, this.counts), [() => {}, fetch]);
  }

  /** Writes what may fail. @returns the look-up of those that got an answer */
  private answered(program: Program, { isHit, fill }: LookUp, ask: () => void): LookUp {
    const hasAnswer = this.flow.requests.int32();
    const note = (answer: 0 | 1): Hook =>
      new Hook((request) => {
        hasAnswer.at[request] = answer;
      });
    program.attempt(
      () => {
        ask();
        program.add(note(1));
      },
      () => program.add(note(0)),
    );
    return {
      isHit: (request) => hasAnswer.at[request] === 1 && isHit(request),
      fill:
        fill === null
          ? null
          : (request) => {
              if (hasAnswer.at[request] === 1) fill(request);
            },
    };
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
