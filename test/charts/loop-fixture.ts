/** A loop as it might have been found: it falls at ×4.5, and is back from ×1 on. */
import type { LoopFindings, LoopStep } from "../../src/analysis/findings/loop-findings.js";
import { curve } from "./sweep-fixture.js";

const step = (at: number, answered: number): LoopStep => {
  const about = (value: number) => ({ value, low: value * 0.95, high: value * 1.05 });
  return { at, offeredLoad: about(40 * at), goodput: about(40 * at * answered) };
};

const { knobs: _, points: __, knee: ___, ...provenance } = curve;

export const turnedLoop: LoopFindings = {
  ...provenance,
  stepMs: 20_000,
  up: [1, 2, 3, 4, 4.5, 5].map((at) => step(at, at < 4.5 ? 1 : at < 5 ? 0.3 : 0)),
  down: [4.5, 4, 3, 2, 1].map((at) => step(at, at > 1 ? 0 : 1)),
  falls: { value: 4.5, low: 4.5, high: 5 },
  returns: { value: 1, low: 1, high: 1 },
  leftOut: ["payments stall"],
};
