/** Title, subtitle and alt text of a study's topology: where the bottleneck is in each variant. */
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/caption.js";
import { time } from "../kit/time-axis.js";
import { bareName, inWords, list, named, noun } from "../kit/words.js";
import { busySubtitle, busyTitle, describe } from "./caption.js";
import { structuresIn } from "./structures.js";

export function overviewCaption(findings: Findings): Caption {
  const when = (ms: number): string => time(ms, findings.window.clock);
  const structures = structuresIn(findings);
  const [first] = structures;
  const title = first === undefined ? "There is nothing to draw" : titleOf(findings, when);
  const each = structures.map(({ variants: [i = 0], topology }) => {
    if (structures.length === 1) return describe(topology, when);
    const parts = topology.nodes.map(({ name }) => name);
    return `${bareName(findings, i)}: ${busyTitle(topology, when)}; ${list(parts)}.`;
  });
  return {
    title,
    subtitle: first === undefined ? "" : busySubtitle(first.topology),
    description: `${title}. ${each.join(" ")}`,
  };
}

function titleOf(findings: Findings, when: (ms: number) => string): string {
  const { variants } = findings;
  const [only] = variants;
  if (variants.length === 1 && only?.topology !== undefined) return stuckTitle(only) ?? busyTitle(only.topology, when);
  const groups = new Map<string, number[]>();
  variants.forEach((variant, i) => {
    const what = bottleneckOf(variant);
    groups.set(what, [...(groups.get(what) ?? []), i]);
  });
  const nothing = groups.get("") ?? [];
  if (nothing.length === variants.length)
    return `Nothing is full in any of the ${inWords(variants.length)} ${noun(findings, true)}`;
  const full = [...groups].filter(([what]) => what !== "");
  const room = nothing.length === 0 ? "" : `; nothing in ${named(findings, nothing)}`;
  const [one] = full;
  if (full.length === 1 && one !== undefined) {
    const where =
      nothing.length === 0 ? `all ${inWords(variants.length)} ${noun(findings, true)}` : named(findings, one[1]);
    return `${one[0]} fill up first in ${where}${room}`;
  }
  return `First to fill up: ${list(full.map(([what, which]) => `${what} in ${named(findings, which)}`))}${room}`;
}

/** "db cores", that are full first; empty: none is. */
const bottleneckOf = ({ saturation: [first] }: VariantFindings): string =>
  first === undefined ? "" : `${first.part} ${first.resource}`;

/** What is stuck is idle, and has no room for all that. */
function stuckTitle({ standstill }: VariantFindings): string | null {
  if (standstill === null) return null;
  const held = standstill.links.map(({ holds }) => `${holds.part} ${holds.resource}`);
  return `Requests wait for each other for ever: all of ${list([...new Set(held)])} is taken`;
}
