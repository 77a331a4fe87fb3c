/**
 * Writes that a cache takes at once and its source gets later: one for all writes of a key meanwhile. What it has taken
 * and not written yet is lost with it.
 */
import type { Flow } from "../../engine/flow.js";
import { type Mark, Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { Delay } from "../../engine/steps/delay.js";
import { Hook, InstantStep } from "../steps/instant-step.js";
import { endsAside, takeAside } from "./aside.js";
import type { ByKey, Holders } from "./by-key.js";

const LOST: Outcome = 1;

interface Pending {
  readonly by: RequestId;
  writes: number;
}

export class WriteBehind {
  taken = 0;
  lost = 0;
  private readonly flow: Flow;
  private readonly cache: ByKey;
  private readonly holders: Holders;
  private readonly key: Int32Column;
  private readonly writes: Int32Column; // Of one that is being written.
  private readonly inherited: readonly Int32Column[];
  private readonly all: Map<number, Pending>[]; // By process, then by key.
  private readonly first: Mark;
  private underWay = 0; // Writes that the source is getting now.

  /** @param inherited columns that the writing takes over @param write what brings a key to the source */
  constructor(
    cache: ByKey,
    holders: Holders,
    laterMs: Sampler,
    inherited: readonly Int32Column[],
    write: (program: Program) => void,
  ) {
    const { flow } = cache;
    this.flow = flow;
    this.cache = cache;
    this.holders = holders;
    this.key = flow.requests.int32();
    this.writes = flow.requests.int32();
    this.inherited = [holders.which, ...inherited];
    this.all = holders.all.map(() => new Map());
    cache.writes(this);
    const program = new Program(flow);
    this.first = program.mark();
    program.add(new Delay(flow, laterMs, { as: "waiting", on: "to be written behind" }));
    const isLost = new IsLost((request) => this.begin(request));
    program.branch(isLost, [
      () => {
        program.attempt(
          () => {
            write(program);
            program.add(new Hook((request) => this.written(request)));
          },
          () => void program.add(new Hook((request) => this.fails(request))),
        );
      },
      () => {},
    ]);
    endsAside(flow, program);
  }

  /** Writes that it has taken and its source does not have yet. */
  get pending(): number {
    return this.held + this.underWay;
  }

  /** Those of them that are in the cache alone. */
  private get held(): number {
    return this.all.reduce((sum, each) => [...each.values()].reduce((total, { writes }) => total + writes, sum), 0);
  }

  /** @param isReached whether the cache takes it: otherwise it is lost */
  take(request: RequestId, key: number, isReached: boolean): void {
    const { flow, cache, holders } = this;
    this.taken++;
    if (!isReached) {
      this.lost++;
      return;
    }
    const process = holders.which.at[request];
    const pending = this.all[process].get(key);
    const versions = cache.options.versions?.datum.versions;
    const { nowMs } = flow.simulation;
    holders.all[process].store.fill(key, nowMs, cache.untilMs(request), versions?.latest(key) ?? 0);
    if (pending !== undefined) pending.writes++;
    else this.all[process].set(key, { by: this.start(request, key), writes: 1 });
  }

  /** Loses all that is not written yet. */
  lose(): void {
    this.lost += this.held;
    for (const each of this.all) each.clear();
  }

  private start(request: RequestId, key: number): RequestId {
    const one = takeAside(this.flow, request, this.inherited);
    this.key.at[one] = key;
    this.flow.begin(one, this.first.step);
    return one;
  }

  /** @returns whether it is still there to be written */
  private begin(request: RequestId): boolean {
    const pending = this.all[this.holders.which.at[request]];
    const key = this.key.at[request];
    const own = pending.get(key);
    if (own?.by !== request) return false;
    pending.delete(key);
    this.writes.at[request] = own.writes;
    this.underWay += own.writes;
    return true;
  }

  private written(request: RequestId): void {
    this.underWay -= this.writes.at[request];
    const { versions } = this.cache.options;
    const { all, which } = this.holders;
    if (versions !== null)
      all[which.at[request]].store.knowsVersion(this.key.at[request], versions.datum.seen.at[request]);
  }

  private fails(request: RequestId): void {
    this.lost += this.writes.at[request];
    this.underWay -= this.writes.at[request];
  }
}

class IsLost extends InstantStep {
  private readonly isThere: (request: RequestId) => boolean;
  constructor(isThere: (request: RequestId) => boolean) {
    super();
    this.isThere = isThere;
  }
  enter(request: RequestId): Outcome {
    return this.isThere(request) ? GO_ON : LOST;
  }
}
