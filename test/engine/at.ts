import type { Simulation } from "../../src/engine/simulation.js";

/** Has something done at a moment of simulated time. */
export function at(simulation: Simulation, ms: number, act: () => void): void {
  simulation.wakeActorAt(simulation.addActor({ fire: act }), ms);
}
