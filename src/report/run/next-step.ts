/** What to try next, chosen from what was found. */
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { roundDuration } from "../../charts/kit/format.js";
import { drawable } from "../../charts/kit/numbers.js";
import { bareName } from "../../charts/kit/words.js";
import type { NextStep, Typed } from "../kit/answer.js";
import { hasCause } from "./cause-words.js";

/** @param typed null: the file is not known, so no command can be told */
export function nextStep(findings: Findings, typed: Typed | null): NextStep | null {
  const { variants, objectives } = findings;
  const [first] = variants;
  if (first === undefined) return null;
  if (variants.every(({ all }) => all.requests === 0 && all.unfinished === 0))
    return { words: "say in the file how many requests come, such as rate: 40/s", command: null };
  if (objectives.length === 0) return variants.length > 1 ? null : objectivesStep(first);
  if (typed === null) return null;
  const at = chosen(findings);
  const which = variants.length === 1 ? {} : { variant: variants[at]!.name };
  return stepOf(variants[at]!, `“${bareName(findings, at)}”`, hasCause(findings, variants[at]!), (verb, flags = {}) =>
    typed(verb, verb === "run" ? flags : { ...which, ...flags }),
  );
}

/** The last that meets its objectives, as variants mostly grow; else the last that may, or misses. */
function chosen({ variants }: Findings): number {
  for (const verdict of ["met", "unknown", "missed"]) {
    const at = variants.findLastIndex((each) => each.verdict === verdict);
    if (at >= 0) return at;
  }
  return 0;
}

function stepOf(variant: VariantFindings, who: string, hasShortage: boolean, typed: Typed): NextStep {
  const { verdict, standstill, steady, drift, overload } = variant;
  if (verdict === "met") return { words: `see how much more ${who} carries`, command: typed("ceiling") };
  // Where requests pile up, more runs decide nothing.
  if (verdict === "unknown" && overload === null && standstill === null) {
    const words = "narrow the intervals, to decide";
    // A precision is for steady traffic; where it changes, only more runs help.
    if (steady === null && drift === null) return { words, command: typed("run", { replications: 20 }) };
    return { words, command: typed("run", { precision: steady === null ? "5%" : percent(steady.precision / 2) }) };
  }
  if (standstill === null && overload === null && !hasShortage)
    return { words: `see where the slowest requests of ${who} spend their time`, command: typed("explain") };
  return { words: `see which change helps ${who}`, command: typed("next") };
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(2))}%`;

/** The figures of this run, rounded up, as objectives to start from. */
function objectivesStep({ all }: VariantFindings): NextStep | null {
  const p99 = drawable(all.latencyMs.p99.value);
  if (p99 === null || p99 <= 0) return null;
  const limit = roundDuration(roundUp(p99)).replaceAll(/[\u00a0,]/g, "");
  const asked = `objectives: { latency: [p(99) < ${limit}], errors: [rate < 1%] }`;
  return { words: `say in the file what is asked, such as ${asked.replaceAll(" ", "\u00a0")}`, command: null };
}

/** To 1, 1.5, 2, 3, 5 or 8 times a power of ten. */
function roundUp(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  return power * ([1, 1.5, 2, 3, 5, 8].find((each) => each * power >= ms) ?? 10);
}
