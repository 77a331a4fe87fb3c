/** What a closed form claims about a measured quantity, before it is judged. */
import type { Estimate, TheoryFindings } from "../../analysis/findings/findings.js";

export interface Claim {
  readonly part: string;
  readonly resource: string | null; // null: of an endpoint, or of the whole system.
  readonly form: string;
  readonly exact: boolean;
  readonly atMost: boolean; // A bound, not a value.
  readonly quantity: string;
  readonly unit: TheoryFindings["unit"];
  readonly expected: number | null;
  readonly simulated: Estimate;
  readonly why: string | null; // Why it is not exact, or is not compared.
  readonly events: number; // Events that show the quantity, over all runs.
  readonly remembersMs: number; // Relaxation time of the slowest station on the way.
  readonly tail: boolean;
}

export const noClaim = (part: string, resource: string, why: string): Claim => ({
  part,
  resource,
  form: "none",
  exact: false,
  atMost: false,
  quantity: "",
  unit: "1",
  expected: null,
  simulated: { value: null, low: null, high: null, reason: why },
  why,
  events: 0,
  remembersMs: 0,
  tail: false,
});
