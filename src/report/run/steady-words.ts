/** How a requested precision was reached, and which variants fall short. */
import type { Findings, SteadyFindings } from "../../analysis/findings/findings.js";
import { count, decimal, duration } from "../../charts/kit/format.js";
import { list, named } from "../../charts/kit/words.js";
import { foldAlike } from "../../text/alike.js";

/** Two sentences at most: how it was reached, and where it was not. Empty unless a precision was requested. */
export function steadyWords(findings: Findings): { readonly how: string; readonly short: string } {
  const steady = findings.variants.flatMap(({ steady }) => steady ?? []);
  if (steady.length === 0) return { how: "", short: "" };
  const [{ precision }] = steady;
  const counted = steady.filter(({ reached }) => reached.length > 0);
  const [longest] = [...counted].sort((a, b) => b.lengthMs - a.lengthMs);
  const much = count(steady.reduce((sum, { requests }) => sum + requests, 0));
  const window =
    longest === undefined
      ? ""
      : ` Each of ${findings.window.replications} replications ran ${duration(longest.lengthMs)} after ${duration(longest.warmUpMs)} of warm-up.`;
  const widest = Math.max(...counted.map(furthest));
  const reached =
    counted.length === 0 ? "" : `, ${Number.isFinite(widest) ? `±${percent(widest)}` : "no interval"} reached at worst`;
  return {
    how: `Precision: ±${percent(precision)} asked${reached}, with ${much} requests in all.${window}`,
    short: shortWords(findings),
  };
}

function shortWords(findings: Findings): string {
  const said = findings.variants.flatMap(({ steady }, i) => {
    if (steady === null || steady.met) return [];
    const wide = steady.reached
      .filter(({ relativeHalfWidth }) => relativeHalfWidth === null || relativeHalfWidth > steady.precision)
      .map(({ metric, relativeHalfWidth }) =>
        relativeHalfWidth === null ? `${metric} has no interval` : `${metric} is within ±${percent(relativeHalfWidth)}`,
      );
    const who = named(findings, [i]);
    return [{ i, who, text: `${who}: ${wide.length === 0 ? "" : `${list(wide)} – `}${steady.why}` }];
  });
  const sentences = foldAlike(said, (members) =>
    named(
      findings,
      members.map((at) => said[at]!.i),
    ),
  );
  return sentences.length === 0 ? "" : `Falls short of the precision asked: ${sentences.join("; ")}.`;
}

const furthest = ({ reached }: SteadyFindings): number =>
  Math.max(...reached.map(({ relativeHalfWidth }) => relativeHalfWidth ?? Infinity));

const percent = (share: number): string => `${decimal(share * 100, share < 0.1 ? 1 : 0)}%`;
