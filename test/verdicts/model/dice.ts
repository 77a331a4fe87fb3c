/** Draws for a model that is made up: the same seed gives the same model, on every machine. */
import type { RandomStream } from "../../../src/engine/random/stream.js";
import { Streams } from "../../../src/engine/random/streams.js";

export class Dice {
  readonly #stream: RandomStream;
  #drawn = 0;

  constructor(seed: number, use: string) {
    this.#stream = new Streams("verdicts", seed).named(use);
  }

  unit(): number {
    return this.#stream.uniform(this.#drawn++, 0);
  }

  chance(share: number): boolean {
    return this.unit() < share;
  }

  pick<T>(...values: readonly T[]): T {
    return values[Math.floor(this.unit() * values.length)]!;
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  between(least: number, most: number): number {
    return least + this.unit() * (most - least);
  }

  /** As often between 1 and 10 as between 10 and 100. */
  spread(least: number, most: number): number {
    return least * (most / least) ** this.unit();
  }

  /** So many of the values, all different. */
  some<T>(values: readonly T[], count: number): T[] {
    const left = [...values];
    return Array.from(
      { length: Math.min(count, left.length) },
      () => left.splice(this.whole(0, left.length - 1), 1)[0]!,
    );
  }
}
