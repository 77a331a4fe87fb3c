/** All cores that a model says it has: of machines, instances, and databases with their replicas. */
import type { Model } from "../language/model.js";

interface Sized {
  readonly cores?: number;
  readonly instances?: number;
  readonly replicas?: { readonly count: number; readonly cores?: number };
}

export function coresNow({ parts }: Model): number {
  return Object.values(parts).reduce((sum, part) => {
    const { cores = 0, instances = 1, replicas } = part as Sized;
    return sum + cores * instances + (replicas?.count ?? 0) * (replicas?.cores ?? cores);
  }, 0);
}
