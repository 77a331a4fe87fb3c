/**
 * M/G/1 that is switched off when it has been idle for τ, and takes a time D to start at the next arrival.
 *
 * An idle period ends with a start with probability p = e^(−λτ), so the first of a busy period is delayed by D′ with
 * E D′ = p E D and E D′² = p E D², and with ρ = λ E S
 *   E W = λ E S² ÷ (2 (1 − ρ)) + (2 E D′ + λ E D′²) ÷ (2 (1 + λ E D′))
 *   P(empty) = (1 − ρ) ÷ (1 + λ E D′)
 * until service begins; the wait of the first request includes the start.
 *
 * Source: Welch 1964 (exceptional first service); Harchol-Balter, Performance Modeling and Design (2013), ch. 27.
 */
import { type Moments, mg1 } from "./mg1.js";

export interface SetUpLaw {
  readonly meanWait: number;
  readonly idle: number; // P(empty), as arrivals see it too.
  readonly meanStart: number; // Wait for the start, averaged over all visits.
}

/** @param idleFor τ: how long it stays on while idle */
export function setUp(
  lambda: number,
  service: Pick<Moments, "first" | "second">,
  start: Pick<Moments, "first" | "second">,
  idleFor: number,
): SetUpLaw {
  const off = Math.exp(-lambda * idleFor);
  const [first, second] = [off * start.first, off * start.second];
  const busy = mg1(lambda, { ...service, third: Number.NaN });
  const idle = (1 - busy.utilisation) / (1 + lambda * first);
  return {
    meanWait: busy.meanWait + (2 * first + lambda * second) / (2 * (1 + lambda * first)),
    idle,
    meanStart: idle * first,
  };
}
