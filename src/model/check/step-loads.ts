/** For every step, how often it is passed and its mean time without waiting. */
import type { StepData, StepKind } from "../language/kinds.js";
import type { Path } from "../source/diagnostics.js";

export interface StepLoad {
  readonly path: Path;
  readonly step: StepData;
  readonly kind: StepKind;
  readonly ms: number;
  readonly perMs: number; // 0 for closed traffic, whose rate only a run can tell.
}

export class StepLoads {
  readonly #byPath = new Map<string, StepLoad>();

  /** Adds the passes of another way to the step. */
  add(load: StepLoad): void {
    const key = load.path.join(".");
    this.#byPath.set(key, { ...load, perMs: load.perMs + (this.#byPath.get(key)?.perMs ?? 0) });
  }

  all(): readonly StepLoad[] {
    return [...this.#byPath.values()];
  }
}
