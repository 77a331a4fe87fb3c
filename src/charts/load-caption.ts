/** The words around a load sweep. */
import type { Findings } from "../analysis/findings.js";
import type { Caption } from "./caption.js";
import { roundRate, roundShare } from "./format.js";
import { firstGrowing, heldLoad } from "./load-points.js";
import { loadTitle } from "./load-title.js";
import { errorLimit, latencyLimit, limitWords } from "./objective.js";
import { bareName } from "./words.js";

export function loadCaption(findings: Findings): Caption {
  const limit = latencyLimit(findings);
  const title = loadTitle(findings);
  const each = findings.variants.map((variant, i) => {
    const [held, grows] = [heldLoad(findings, variant, limit), firstGrowing(variant)];
    const holds = held === null ? "no load held" : `held to ${roundRate(held)}`;
    const queue = grows === null ? "queue never grows" : `queue grows at ${roundRate(grows.offeredLoad)}`;
    return `${bareName(findings, i)}: ${holds}, ${queue}`;
  });
  const sentences = [
    `Steady load, in requests per second, with ${Math.round(findings.confidence * 100)}% intervals as bands.`,
  ];
  if (limit !== null) {
    const errors = roundShare(errorLimit(findings));
    sentences.push(`Dashed: ${limitWords(limit)}; a load counts as kept with at most ${errors} errors.`);
  }
  const loads = findings.variants.flatMap(({ load }) => load);
  if (loads.some(({ growing }) => growing)) sentences.push("Open marks: the queue keeps growing, so there is no p99.");
  if (loads.some(({ growing, p99Ms }) => !growing && p99Ms.value === null)) {
    sentences.push("A line that ends before the others: too few answers for a p99.");
  }
  return { title, subtitle: sentences.join(" "), description: `${title}. ${each.join("; ")}.` };
}
