/**
 * The machine repairman: N users who think for a mean of Z, then need one of c servers, rate μ each, in one line.
 *
 *   birth(n) = (N − n) ÷ Z,   death(n) = min(n, c) μ;  with X the throughput, R = N ÷ X − Z
 *
 * Source: Gross & Harris, sec. 2.7. Thinking may have any distribution.
 */
import { expected, stationary } from "../../src/analysis/theory/birth-death.js";

export interface ClosedLaw {
  readonly throughput: number;
  readonly meanSojourn: number;
  readonly meanThinking: number;
  readonly meanAtStation: number;
  readonly utilisation: number;
}

export function machineRepair(users: number, thinkTime: number, mu: number, servers: number): ClosedLaw {
  const p = stationary({
    birth: (n) => (users - n) / thinkTime,
    death: (n) => Math.min(n, servers) * mu,
    steadyFrom: Infinity,
  })!;
  const busy = expected(p, (n) => Math.min(n, servers));
  const meanAtStation = expected(p, (n) => n);
  return {
    throughput: busy * mu,
    meanSojourn: meanAtStation / (busy * mu),
    meanThinking: users - meanAtStation,
    meanAtStation,
    utilisation: busy / servers,
  };
}
