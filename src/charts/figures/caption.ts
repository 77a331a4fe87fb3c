/** Title, subtitle and alt text of the figures that tell the story. */
import { ofItsOwn } from "../../analysis/figures/absent.js";
import type { Findings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/caption.js";
import { inline, showMeasured } from "../kit/estimate.js";
import { bareName, capital, list, named, noun, numberedName } from "../kit/words.js";
import { extremesOf, type Shown, shownFigures } from "./rows.js";

export function figuresCaption(findings: Findings): Caption {
  const shown = shownFigures(findings);
  const title = titleOf(findings, shown);
  const percent = Math.round(findings.confidence * 100);
  const each = findings.variants.map(({ figures = {} }, i) => {
    const told = shown.map(({ figure, unit }) => {
      const known = ofItsOwn(figures[figure]);
      return `${figure} ${known === undefined ? "–" : inline(showMeasured(known, unit))}`;
    });
    return `${numberedName(findings, i)}: ${list(told)}`;
  });
  return {
    title,
    subtitle: `Each ${noun(findings)} by the figures that the study shows, with their ${percent}% intervals; every scale begins at zero.`,
    description: `${title}. ${each.join("; ")}.`,
  };
}

/** "Stale reads of db: from 0.566% of “lag 20 ms” to 40.8% of “200 ms, ten times the changes”". */
function titleOf(findings: Findings, shown: readonly Shown[]): string {
  for (const each of shown) {
    const ends = extremesOf(each);
    if (ends === null) continue;
    const of = (variant: number): string => {
      const { value } = showMeasured(findings.variants[variant].figures![each.figure], each.unit);
      return `${value} in “${bareName(findings, variant)}”`;
    };
    const isUnknown = (i: number) => ofItsOwn(findings.variants[i].figures?.[each.figure]) !== undefined;
    const unknown = each.values.flatMap((value, variant) => (value === null && isUnknown(variant) ? [variant] : []));
    const but = unknown.length === 0 ? "" : `; unknown in ${named(findings, unknown)}`; // It may lie beyond both.
    return `${/^p\d/.test(each.figure) ? each.figure : capital(each.figure)}: from ${of(ends.least)} to ${of(ends.most)}${but}`;
  }
  const what = shown.length === 1 ? shown[0].figure : "any of the figures shown";
  return `No difference between the ${noun(findings, true)} is proven in ${what}`;
}
