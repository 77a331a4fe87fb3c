/** Times as a file writes them: of every law, and all as many times as long, so that a load can be set. */
import type { Dice } from "./dice.js";

export class Times {
  readonly #dice: Dice;
  readonly #factor: number;

  constructor(dice: Dice, factor: number) {
    this.#dice = dice;
    this.#factor = factor;
  }

  /** A constant. */
  ms(ms: number): string {
    return `${Number(Math.max(0.001, ms * this.#factor).toPrecision(4))}ms`;
  }

  /** Work, with this mean. */
  work(meanMs: number): string {
    const mean = this.ms(meanMs);
    return this.#dice.pick(
      mean,
      `exponential(${mean})`,
      `exponential(${mean})`,
      `erlang(shape 3, mean ${mean})`,
      `lognormal(mean ${mean}, cv 1)`,
      `lognormal(mean ${mean}, cv 2)`,
      `hyperexponential(mean ${mean}, cv 2)`,
      `weibull(mean ${mean}, cv 1.5)`,
    );
  }
}
