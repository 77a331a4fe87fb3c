/**
 * The rate at which requests pass the current place of a walk: each branch, failure and retry on the way scales it.
 *
 * Every method takes the walk of the steps inside, runs it at their rate, and leaves the rate at which requests go on
 * afterwards. Times are means over all requests that enter, without any waiting [ms].
 *
 * Refusals, impatience and timeouts are unknown before a run. A usual walk assumes none; a cautious one assumes all that
 * are possible, so that its rates and times are lower bounds.
 */
import { enough, type Rounds } from "./rounds.js";

export class WalkRate {
  perMs = 0; // Here.
  retries = 1; // Attempts at worst ÷ attempts expected, of the retries around.
  isTrial = false; // Walking only to find how much fails.
  isCautious: boolean;
  steps = 0; // Walked so far, without trials.
  isByChance = false; // Arrivals here are random.
  draws = 0; // Random times and choices met so far.
  readonly #trials = new Map<string, Trial>();

  constructor(isCautious: boolean) {
    this.isCautious = isCautious;
  }

  /** A loop that a failure ends. @returns the mean time of all rounds [ms] */
  rounds({ begun, variance }: Pick<Rounds, "begun" | "variance">, at: string, walk: () => number): number {
    const before = this.perMs;
    const { success, ms: trialMs } = this.#trial(walk, at);
    const times = begun(success);
    this.perMs = before * times;
    const wasByChance = this.isByChance;
    if (variance > 0) this.#draw();
    const ms = (this.isTrial ? trialMs : walk()) * times;
    if (this.perMs === before * times) this.isByChance = wasByChance;
    this.perMs = before * (1 - (1 - success) * times); // At most one round fails.
    return ms;
  }

  /** Parallel branches; requests with `needs` successes go on. @returns their times [ms] */
  together(needs: number, stopsRest: boolean, branches: readonly Way[]): number[] {
    const before = this.perMs;
    const successes: number[] = [];
    const walkAll = (): number[] =>
      branches.flatMap(([copies, walk]) => {
        this.perMs = before * copies;
        const ms = walk();
        const success = before > 0 ? this.perMs / (before * copies) : 1;
        for (let i = 0; i < copies; i++) successes.push(success);
        return Array<number>(copies).fill(ms);
      });
    const copies = branches.reduce((sum, [each]) => sum + each, 0);
    const times = this.isCautious ? this.#certainTimes(copies, needs, stopsRest, walkAll, successes) : walkAll();
    this.perMs = before * enough(successes.slice(0, copies), needs);
    return times;
  }

  /** Times that are certain: branches that may be stopped count as nothing. */
  #certainTimes(
    copies: number,
    needs: number,
    stopsRest: boolean,
    walkAll: () => number[],
    successes: number[],
  ): number[] {
    const zeros = Array<number>(copies).fill(0);
    const before = this.perMs;
    const trial = this.#tried(this.isCautious, walkAll);
    this.perMs = before;
    const allEnd = needs === copies && successes.every((success) => success === 1);
    if (stopsRest && !allEnd) return zeros;
    const times = this.isTrial ? trial : walkAll();
    return allEnd ? times : zeros;
  }

  /** One of several ways, each by its share. @returns the mean time [ms] */
  either(ways: readonly Way[]): number {
    const before = this.perMs;
    const wasByChance = this.isByChance;
    let left = 0;
    let ms = 0;
    for (const [share, walk] of ways) {
      this.perMs = before * share;
      this.isByChance = wasByChance;
      if (share > 0 && share < 1) this.#draw();
      ms += share * walk();
      left += this.perMs;
    }
    if (left >= before) this.isByChance = wasByChance;
    this.perMs = left;
    return ms;
  }

  /** Requests may be refused or stopped here. @returns whether to walk on */
  mayGoOn(): boolean {
    if (this.isCautious) this.perMs = 0;
    return !this.isCautious;
  }

  /** The caller may leave before the work ends. */
  mayLeave(walk: () => number): number {
    const ms = walk();
    if (!this.isCautious) return ms;
    this.perMs = 0;
    return 0;
  }

  #draw(): void {
    this.isByChance = true;
    this.draws++;
  }

  /** This share of requests fails here. */
  fails(share: number): void {
    this.perMs *= 1 - share;
    if (share > 0 && share < 1) this.#draw();
  }

  /**
   * Steps that are retried. @returns the mean time of all attempts [ms]
   *
   * @param budget mean number of retries allowed per first attempt
   */
  attempts(most: number, budget: number, at: string, walk: () => number): number {
    const before = this.perMs;
    const { success, ms: trialMs } = this.#trial(walk, at);
    const failing = 1 - (this.isCautious ? this.#trial(walk, at, false).success : success);
    const wanted = failing >= 1 ? most : (1 - failing ** most) / (1 - failing);
    // A full token bucket earns nothing, so not even the budget's share of retries is certain.
    const begun = this.isCautious && budget < Number.POSITIVE_INFINITY ? 1 : Math.min(wanted, 1 + budget);
    const retries = this.retries;
    this.retries *= Math.min(most, 1 + budget) / begun;
    this.perMs = before * begun;
    const ms = (this.isTrial ? trialMs : walk()) * begun;
    this.retries = retries;
    this.perMs = before * Math.min(1 - (1 - success) ** most, begun * success);
    return ms;
  }

  /** A call made `often` times in the mean, `most` times at worst, of which one is needed. @returns the time of one [ms] */
  hedged(often: number, most: number, at: string, walk: () => number): number {
    const before = this.perMs;
    const { success, ms: trialMs } = this.#trial(walk, at);
    const begun = this.isCautious ? 1 : often;
    const retries = this.retries;
    this.retries *= most / begun;
    this.perMs = before * begun;
    const ms = this.isTrial ? trialMs : walk();
    this.retries = retries;
    this.perMs = before * success;
    return ms;
  }

  /**
   * The share of requests that a walk lets through, and its time, without counting any load. The same for every caller,
   * so found once.
   *
   * @param at the place of the walk
   */
  #trial(walk: () => number, at: string, isCautious = this.isCautious): Trial {
    const key = `${isCautious} ${at}`;
    const known = this.#trials.get(key);
    if (known !== undefined) return known;
    const before = this.perMs;
    this.perMs = 1;
    const ms = this.#tried(isCautious, walk);
    const found = { ms, success: this.perMs };
    this.perMs = before;
    this.#trials.set(key, found);
    return found;
  }

  #tried<T>(isCautious: boolean, walk: () => T): T {
    const { isTrial, isCautious: wasCautious, isByChance, steps, draws } = this;
    Object.assign(this, { isTrial: true, isCautious });
    const result = walk();
    Object.assign(this, { isTrial, isCautious: wasCautious, isByChance, steps, draws });
    return result;
  }

  /** The fallback of failed requests. @param walk null: they just go on */
  instead(body: () => number, at: string, walk: (() => void) | null): number {
    const before = this.perMs;
    const failing = this.isCautious ? before * (1 - this.#trial(body, `${at} body`, false).success) : null;
    const ms = body();
    const well = this.perMs;
    const most = before - well; // Failed, or may have.
    const success = walk === null || failing === null ? 1 : this.#successOf(walk, `${at} instead`);
    this.perMs = failing ?? most;
    walk?.();
    this.perMs = well + (failing === null ? this.perMs : most * success);
    return ms;
  }

  #successOf(walk: () => void, at: string): number {
    const silent = (): number => {
      walk();
      return 0;
    };
    return this.#trial(silent, at).success;
  }

  /** Walks a source, at a rate of its own. */
  at<T>(perMs: number, isByChance: boolean, walk: () => T): T {
    this.isByChance = isByChance;
    return this.#andBack(perMs, walk);
  }

  /** Walks at the current rate work for which no request waits. */
  aside<T>(walk: () => T): T {
    return this.#andBack(this.perMs, walk);
  }

  #andBack<T>(perMs: number, walk: () => T): T {
    const [before, wasByChance] = [this.perMs, this.isByChance];
    this.perMs = perMs;
    const result = walk();
    [this.perMs, this.isByChance] = [before, wasByChance];
    return result;
  }
}

/** One branch: its share of the requests, or its number of copies. */
export type Way = readonly [share: number, walk: () => number];

interface Trial {
  readonly success: number;
  readonly ms: number;
}
