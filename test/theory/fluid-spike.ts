/**
 * A spike above capacity, as a fluid: arrivals at rate λ₁ > C for a while, λ₀ < C before and after. Exact in the limit
 * of large numbers, and the simplest honest answer to "how long until we have caught up?"
 *
 * Source: Newell, Applications of Queueing Theory (1971).
 */
export interface Spike {
  readonly rate: number; // λ₁
  readonly duration: number;
  readonly rateAfter: number; // λ₀
  readonly capacity: number; // C = cμ
}

export interface SpikeLaw {
  readonly backlog: number; // (λ₁ − C) × duration, when the spike ends.
  readonly drainTime: number; // backlog ÷ (C − λ₀), after it ended. Infinity if C ≤ λ₀.
  readonly longestWait: number; // backlog ÷ C: of the last to arrive in it, first come first served.
  readonly totalWait: number; // Backlog × time, over build-up and drain.
}

export function fluidSpike({ rate, duration, rateAfter, capacity }: Spike): SpikeLaw {
  const backlog = Math.max(0, rate - capacity) * duration;
  const drainTime = backlog === 0 ? 0 : rateAfter < capacity ? backlog / (capacity - rateAfter) : Infinity;
  return {
    backlog,
    drainTime,
    longestWait: backlog / capacity,
    totalWait: backlog === 0 ? 0 : (backlog * (duration + drainTime)) / 2,
  };
}

/** How many wait longer than `wait`: those who arrive while the backlog is above C × wait. */
export function waitingLonger(spike: Spike, wait: number): number {
  const { rate, duration, rateAfter, capacity } = spike;
  const excess = fluidSpike(spike).backlog - capacity * wait;
  if (excess <= 0) return 0;
  const inSpike = Math.min(duration, excess / (rate - capacity));
  return rate * inSpike + (rateAfter < capacity ? (rateAfter * excess) / (capacity - rateAfter) : Infinity);
}
