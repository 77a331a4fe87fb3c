/**
 * How often a walk passes where it is, without simulating: each fork, failure and retry on the way scales the rate.
 *
 * Every method takes the walk of what stands inside, walks it at the rate that is due, and leaves the rate at which
 * requests go on afterwards. Times are means, of all who enter, without any waiting [ms].
 */
import { enough } from "./enough.js";
import type { Rounds } from "./rounds.js";

export class WalkRate {
  perMs = 0; // Here.
  retries = 1; // Attempts of the retries around, at worst, for each that is expected.
  isTrial = false; // Walking only to see how much fails.
  steps = 0; // Walked so far, trials left out.

  /** Rounds of which each needs the one before. @returns the mean time of all of them [ms] */
  rounds({ begun }: Pick<Rounds, "begun">, walk: () => number): number {
    const before = this.perMs;
    const { success, ms: trialMs } = this.#trial(walk);
    const times = begun(success);
    this.perMs = before * times;
    const ms = (this.isTrial ? trialMs : walk()) * times;
    this.perMs = before * (1 - (1 - success) * times); // One round at most has failed.
    return ms;
  }

  /** Copies of each branch at once; what passes on are those of which so many succeed. @returns their times [ms] */
  together(needs: number, branches: readonly Way[]): number[] {
    const before = this.perMs;
    const successes: number[] = [];
    const times = branches.flatMap(([copies, walk]) => {
      this.perMs = before * copies;
      const ms = walk();
      const success = before > 0 ? this.perMs / (before * copies) : 1;
      for (let i = 0; i < copies; i++) successes.push(success);
      return Array<number>(copies).fill(ms);
    });
    this.perMs = before * enough(successes, needs);
    return times;
  }

  /** One of several ways, each by its share. @returns the mean time [ms] */
  either(ways: readonly Way[]): number {
    const before = this.perMs;
    let left = 0;
    let ms = 0;
    for (const [share, walk] of ways) {
      this.perMs = before * share;
      ms += share * walk();
      left += this.perMs;
    }
    this.perMs = left;
    return ms;
  }

  /** So much of what passes here goes no further. */
  fails(share: number): void {
    this.perMs *= 1 - share;
  }

  /** What is tried again when it fails. @returns the mean time of all attempts [ms] */
  attempts(most: number, walk: () => number): number {
    const before = this.perMs;
    const { success, ms: trialMs } = this.#trial(walk);
    const failing = 1 - success;
    const begun = failing >= 1 ? most : (1 - failing ** most) / (1 - failing);
    const retries = this.retries;
    this.retries *= most / begun;
    this.perMs = before * begun;
    const ms = (this.isTrial ? trialMs : walk()) * begun;
    this.retries = retries;
    this.perMs = before * (1 - failing ** most);
    return ms;
  }

  /** The share that a walk lets through, and its time; nothing is counted, so a trial needs no walk but this. */
  #trial(walk: () => number): { readonly success: number; readonly ms: number } {
    const before = this.perMs;
    const [wasTrial, steps] = [this.isTrial, this.steps];
    this.isTrial = true;
    const ms = walk();
    this.isTrial = wasTrial;
    this.steps = steps;
    const success = before > 0 ? this.perMs / before : 1;
    this.perMs = before;
    return { success, ms };
  }

  /** What is done instead for those who failed. @param walk null: nothing, they go on */
  instead(body: () => number, walk: (() => void) | null): number {
    const before = this.perMs;
    const ms = body();
    const well = this.perMs;
    this.perMs = before - well;
    walk?.();
    this.perMs += well;
    return ms;
  }

  /** From outside, at a rate of its own. */
  at<T>(perMs: number, walk: () => T): T {
    const before = this.perMs;
    this.perMs = perMs;
    const result = walk();
    this.perMs = before;
    return result;
  }
}

/** A share of what comes, or so many copies of it. */
export type Way = readonly [share: number, walk: () => number];
