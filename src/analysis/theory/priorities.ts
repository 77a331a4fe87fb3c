/**
 * Priority classes in one queue, the important first, without preemption.
 *
 * With σₖ the load per server of the classes up to k, and all of them together below 1,
 *   E Wₖ = W₀ ÷ ((1 − σₖ₋₁) (1 − σₖ))
 * One server, any service times: W₀ = Σ λᵢ E Sᵢ² ÷ 2, the rest of what is being served.
 * c servers, exponential at one rate μ for all: W₀ = C ÷ (c μ), with C Erlang's probability that all are busy.
 *
 * Source: Cobham 1954; Kella & Yechiali 1985; Kleinrock, Queueing Systems II (1976), sec. 3.3.
 */
import { erlangC } from "./mmc.js";
import type { PriorityClass } from "./preemptive-resume.js";

/** Mean wait of each class, M/G/1; Infinity where σₖ ≥ 1. */
export function priorityWaits(classes: readonly PriorityClass[]): readonly number[] {
  const residual = classes.reduce((sum, { lambda, service }) => sum + (lambda * service.second) / 2, 0);
  return waits(
    residual,
    classes.map(({ lambda, service }) => lambda * service.first),
  );
}

/** Mean wait of each class, M/M/c. @param lambdas of the classes, the most important first */
export function priorityWaitsOfServers(lambdas: readonly number[], mu: number, servers: number): readonly number[] {
  const lambda = lambdas.reduce((sum, each) => sum + each, 0);
  return waits(
    erlangC(servers, lambda / mu) / (servers * mu),
    lambdas.map((each) => each / (servers * mu)),
  );
}

function waits(residual: number, loads: readonly number[]): readonly number[] {
  if (loads.reduce((sum, load) => sum + load, 0) >= 1) return loads.map(() => Number.POSITIVE_INFINITY);
  let before = 0;
  return loads.map((load) => {
    const wait = residual / ((1 - before) * (1 - before - load));
    before += load;
    return wait;
  });
}
