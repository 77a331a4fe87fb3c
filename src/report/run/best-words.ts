/** Which variant does best against the baseline, and by how much, in a sentence. */
import type { ComparisonFindings, DifferenceFindings, Findings } from "../../analysis/findings/findings.js";
import { showChange } from "../../charts/kit/change.js";
import { inline } from "../../charts/kit/estimate.js";
import { decimal } from "../../charts/kit/format.js";
import { drawable } from "../../charts/kit/numbers.js";
import { clean } from "../../text/safe-text.js";
import { baselineName, differenceOf, headlines, numberOf, selectionWords } from "./comparison-words.js";
import { whose } from "./whose.js";

const USUAL = ["p99", "mean", "goodput", "errors"];

interface Judged {
  readonly comparison: ComparisonFindings;
  readonly found: DifferenceFindings;
}

/** Empty without a comparison, and in a grid, where each has a baseline of its own. */
export function bestWords(findings: Findings): string {
  const chosen = selectionWords(findings);
  const [first] = findings.comparisons;
  if (chosen !== "" || first === undefined || first.within !== undefined) return chosen;
  const metric = headlines(findings, USUAL).find((each) =>
    judgedBy(findings, each).some(({ found }) => found.verdict === "better" || found.verdict === "worse"),
  );
  const base = `“${baselineName(findings, first)}”`;
  if (metric === undefined) return "";
  const judged = judgedBy(findings, metric);
  const met = findings.variants.filter(({ verdict }) => verdict === "met").map(({ name }) => name);
  const better = ranked(judged, "better");
  const best = better.find(({ comparison }) => met.includes(comparison.variant)) ?? better[0];
  if (best !== undefined && isSlight(best.found))
    return `By ${metric} the variants hardly differ: ${nameOf(findings, best)} is ${changeWords(best)} ${thanIn(best)} ${base}.`;
  if (best !== undefined)
    return `Best by ${metric} is ${nameOf(findings, best)}, ${changeWords(best)} ${thanIn(best)} ${base}.`;
  if (findings.objectives.length > 0) return ""; // Their verdicts say it.
  const [worst] = ranked(judged, "worse");
  return `By ${metric} none does better than ${base}; worst is ${nameOf(findings, worst!)}, ${changeWords(worst!)}.`;
}

const judgedBy = (findings: Findings, metric: string): Judged[] =>
  findings.comparisons.flatMap((comparison) => {
    const found = differenceOf(comparison, metric);
    return found === null ? [] : [{ comparison, found }];
  });

/** The largest difference first. */
const ranked = (all: readonly Judged[], verdict: DifferenceFindings["verdict"]): Judged[] =>
  all
    .filter(({ found }) => found.verdict === verdict)
    .sort((a, b) => Math.abs(b.found.difference.value ?? 0) - Math.abs(a.found.difference.value ?? 0));

function nameOf(findings: Findings, { comparison: { variant } }: Judged): string {
  const number = numberOf(findings, variant);
  return number === 0 ? `“${clean(variant)}”` : whose(findings, [number - 1]);
}

const SLIGHT = 0.03; // As a share: no reason to choose.

const isSlight = ({ relative, unit }: DifferenceFindings): boolean =>
  unit !== "1" && Math.abs(drawable(relative.value) ?? 1) < SLIGHT;

/** What follows a change before what it is compared with. */
const thanIn = ({ found: { relative } }: Judged): string =>
  (drawable(relative.value) ?? 0) >= 1 ? "as in" : "than in";

/** "95% lower", "3.1 times as high", "8.5 pp higher". */
function changeWords({ found: { relative, difference, unit } }: Judged): string {
  const share = drawable(relative.value);
  const less = (drawable(difference.value) ?? 0) < 0;
  if (share === null || unit === "1")
    return `${inline(showChange(difference, unit)).replace(/^[+−]/, "")} ${less ? "lower" : "higher"}`;
  if (share >= 1) return `${decimal(1 + share, share < 9 ? 1 : 0)} times as high`;
  if (share <= -0.995) return "over 99% lower";
  return `${decimal(Math.abs(share) * 100, Math.abs(share) < 0.1 ? 1 : 0)}% ${less ? "lower" : "higher"}`;
}
