/** A search compares points over one window, so a precision that a file asks for gives way to a window as long as usual. */

import type { Study } from "../plan/study.js";
import { defaultWindow } from "./default-window.js";

export function withFixedWindow(study: Study): Study {
  if (study.steady === null) return study;
  const { durationMs, warmUpMs, isWindowGiven, replications, variants } = study;
  const found = defaultWindow(
    variants.map(({ model }) => model),
    { durationMs: isWindowGiven ? durationMs : undefined },
    replications,
  );
  return { ...study, steady: null, durationMs: found.durationMs, warmUpMs: Math.max(warmUpMs, found.warmUpMs) };
}
