/** Where a warm-up was given and it looks too short, the reader is told. */
import { warmUpLeft } from "../analysis/warm-up-left.js";
import { writeDuration } from "../model/values/index.js";
import { isSteady, type Study } from "./study.js";
import type { Ran } from "./variant-findings.js";

/** @param ran one a variant */
export function warmUpNotes({ variants, warmUpMs }: Study, ran: readonly Ran[]): string[] {
  return variants.flatMap(({ name, model }, i) => {
    const { window, steady } = ran[i];
    if (steady !== null || !isSteady(model) || window.some(({ standstill }) => standstill !== null)) return [];
    const left = warmUpLeft(window.map(({ inSystem }) => inSystem));
    if (left === null) return [];
    const untilMs = Number((warmUpMs + left * window[0].binMs).toPrecision(2));
    return `“${name}” seems to warm up until ${writeDuration(untilMs)}, and only ${writeDuration(warmUpMs)} are left out: give a longer warm-up, or ask for a precision and it is found.`;
  });
}
