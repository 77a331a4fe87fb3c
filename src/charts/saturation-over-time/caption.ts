/** Title, subtitle and alt text of saturation over time: which part saturates first, and how that varies by variant. */

import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import type { Caption } from "../kit/caption.js";
import { time } from "../kit/time-axis.js";
import { bareName, inWords, list, named, noun } from "../kit/words.js";
import { hitRateRows, hitRateWords } from "./hit-rates.js";
import { instanceRows, rangeWords } from "./instances.js";

/** Indexes of the variants by the part that saturates first, most frequent first. */
function byFirstPart(findings: Findings): [part: string, variants: number[]][] {
  const groups = new Map<string, number[]>();
  findings.variants.forEach((variant, i) => {
    const first = variant.saturation[0];
    if (first !== undefined) groups.set(first.part, [...(groups.get(first.part) ?? []), i]);
  });
  return [...groups].sort((a, b) => b[1].length - a[1].length || a[1][0] - b[1][0]);
}

function title(findings: Findings): string {
  const { variants } = findings;
  if (variants.length === 0) return "Nothing was simulated";
  const groups = byFirstPart(findings);
  const holding = [...variants.keys()].filter((i) => variants[i].saturation.length === 0);
  if (groups.length === 0)
    return variants.length === 1
      ? "Nothing saturates"
      : `Nothing saturates in any of the ${inWords(variants.length)} ${noun(findings, true)}`;
  if (variants.length === 1) {
    const { part, resource, atMs } = variants[0].saturation[0];
    return `${part} gives first: its ${resource}, at ${time(atMs, findings.window.clock)}`;
  }
  const [part, mostly] = groups[0];
  const nothing = holding.length === 0 ? "" : `; nothing gives in ${named(findings, holding)}`;
  if (mostly.length === variants.length)
    return `${part} gives first in all ${inWords(variants.length)} ${noun(findings, true)}`;
  if (mostly.length * 2 > variants.length)
    return `${part} gives first in ${inWords(mostly.length)} of ${inWords(variants.length)} ${noun(findings, true)}${nothing}`;
  const inOrder = groups
    .toSorted((a, b) => a[1][0] - b[1][0])
    .map(([each, indexes]) => `${each} in ${named(findings, indexes)}`);
  return `First to give: ${list(inOrder)}${nothing}`;
}

export function saturationCaption(findings: Findings): Caption {
  const { variants, window, spike } = findings;
  const heading = title(findings);
  const each = variants.map((variant, i) => {
    const instances = (variant.overTime.instances ?? []).map(
      (series) => `, ${rangeWords(series)} instances of ${series.part}`,
    );
    const hits = (variant.overTime.hitRates ?? []).map(
      (series) => `, hit rate of ${series.part} ${hitRateWords(series)}`,
    );
    const order = variant.saturation.map(
      ({ part, resource, atMs }) => `${part} ${resource} at ${time(atMs, window.clock)}`,
    );
    return `${bareName(findings, i)}: ${order.length === 0 ? "nothing saturates" : order.join(", then ")}${instances.join("")}${hits.join("")}`;
  });
  const subtitle = [
    "Share of each resource in use, 0–100%, over time",
    "from 95% it counts as saturated and is filled in orange",
    "numbers: the order in which resources give, of two that fill together the one inside first",
    ...(instanceRows(findings).length === 0
      ? []
      : ["instances of all runs on average, as a line those of the first run, with their fewest and most"]),
    ...(hitRateRows(findings).length === 0
      ? []
      : ["hit rates of caches from 0 to 100%, with the least and most of any bin"]),
    ...(spike === null ? [] : [`shaded: ${clean(spike.label)}`]),
  ].join("; ");
  return { title: heading, subtitle: `${subtitle}.`, description: `${heading}. ${each.join("; ")}.` };
}
