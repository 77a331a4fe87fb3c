/**
 * Laws by which a limit on concurrency follows what it sees of the requests it let in.
 *
 * Source of all but the bounds: Netflix, concurrency-limits (2018–2024), whose defaults they have; the ideas are those
 * of TCP: Jacobson, Congestion avoidance and control (1988); Brakmo & Peterson, TCP Vegas (1995).
 */
export interface Adaptation {
  /**
   * A request has ended. @param tookMs since it was let in @param inFlight inside when it was, itself counted
   * @returns the limit from now on; not always whole
   */
  next(tookMs: number, inFlight: number, hasFailed: boolean): number;
}

export interface Bounds {
  readonly first: number;
  readonly least: number; // ≥ 1.
  readonly most: number;
}

export const bounded = ({ least, most }: Bounds, limit: number): number => Math.max(least, Math.min(most, limit));
