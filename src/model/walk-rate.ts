/**
 * How often a walk passes where it is, without simulating: each fork, failure and retry on the way scales the rate.
 *
 * Every method takes the walk of what stands inside, walks it at the rate that is due, and leaves the rate at which
 * requests go on afterwards. Times are means, of all who enter, without any waiting [ms].
 */
export class WalkRate {
  perMs = 0; // Here.
  retries = 1; // Attempts of the retries around, at worst, for each that is expected.
  isTrial = false; // Walking only to see how much fails.

  /** So many rounds. @returns the mean time of all of them [ms] */
  times(rounds: number, walk: () => number): number {
    const before = this.perMs;
    this.perMs *= rounds;
    const entering = this.perMs;
    const ms = walk() * rounds;
    this.perMs = entering > 0 ? before * (this.perMs / entering) ** rounds : before;
    return ms;
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
    const wasTrial = this.isTrial;
    this.isTrial = true;
    walk();
    this.isTrial = wasTrial;
    const failing = before > 0 ? 1 - this.perMs / before : 0;
    const begun = failing >= 1 ? most : (1 - failing ** most) / (1 - failing);
    const retries = this.retries;
    this.retries *= most / begun;
    this.perMs = before * begun;
    const ms = walk() * begun;
    this.retries = retries;
    this.perMs = before * (1 - failing ** most);
    return ms;
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

export type Way = readonly [share: number, walk: () => number];
