/**
 * Cores that stand still while their machine is down; what they were doing goes on afterwards, or begins again.
 *
 * With exponential up times of mean 1 ÷ f and repairs of mean r, work S that is resumed takes E S (1 + f r) from
 * beginning to end, and work that is repeated E[e^(fS) − 1] (1 ÷ f + r).
 * Source: Gaver, A waiting line with interrupted service, including priorities (1962).
 */
import type { Processor } from "../../engine/processor.js";

export class StillCores {
  private readonly ranks: readonly (readonly Processor[])[]; // Of each instance, by who goes first.
  private readonly repeats: boolean;

  constructor(ranks: readonly (readonly Processor[])[], repeats: boolean) {
    this.ranks = ranks;
    this.repeats = repeats;
  }

  stop(instance: number): void {
    this.ranks[0][instance].setCores(0); // Nor does that leave any to the others.
    if (this.repeats) for (const processors of this.ranks) processors[instance].startOver();
  }

  goOn(instance: number): void {
    const first = this.ranks[0][instance];
    first.setCores(first.capacity);
  }
}
