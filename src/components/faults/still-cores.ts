/**
 * Cores that stop while their machine is down; interrupted work resumes afterwards, or starts over.
 *
 * With exponential up times of mean 1 ÷ f and repairs of mean r, resumed work S takes E S (1 + f r) from beginning to
 * end, and repeated work E[e^(fS) − 1] (1 ÷ f + r).
 * Source: Gaver, A waiting line with interrupted service, including priorities (1962).
 */
import type { Processor } from "../../engine/processor.js";

export class StillCores {
  private readonly ranks: readonly (readonly Processor[])[]; // By instance, then by priority.

  /** @param ranks none: there are no cores to stop */
  constructor(ranks: readonly (readonly Processor[])[]) {
    this.ranks = ranks;
  }

  stop(instance: number, repeats: boolean): void {
    this.ranks[0][instance].setCores(0); // Lower priorities get none of them either.
    if (repeats) for (const processors of this.ranks) processors[instance].startOver();
  }

  goOn(instance: number): void {
    const first = this.ranks[0][instance];
    first.setCores(first.capacity);
  }
}
