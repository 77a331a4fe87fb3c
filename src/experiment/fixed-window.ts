/** A search compares points over one window, so a precision that a file asks for gives way to a window as long as usual. */

import { STEADY_DEFAULTS } from "./steady-ask.js";
import type { Study } from "./study.js";

const WARM_UP_MS = 10_000;
const WINDOW_MS = 60_000;

export function withFixedWindow(study: Study): Study {
  if (study.steady === null) return study;
  const { durationMs, warmUpMs } = study;
  return {
    ...study,
    steady: null,
    durationMs: durationMs === STEADY_DEFAULTS.duration ? WINDOW_MS : durationMs,
    warmUpMs: Math.max(warmUpMs, WARM_UP_MS),
  };
}
