/** Title, subtitle and alt text of a load sweep. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/caption.js";
import { roundRate, roundShare } from "../kit/format.js";
import { askedOfAll, askedOfP99, errorLimit, limitWords } from "../kit/objective.js";
import { bareName } from "../kit/words.js";
import { firstGrowing, reachOf } from "./points.js";
import { loadTitle } from "./title.js";

export function loadCaption(findings: Findings): Caption {
  const asked = askedOfAll(findings);
  const title = loadTitle(findings);
  const each = findings.variants.map((variant, i) => {
    const [{ held, broken }, grows] = [reachOf(findings, i), firstGrowing(variant)];
    const holds =
      held === null ? (broken === null ? "unknown at every load" : "no load held") : `held to ${roundRate(held)}`;
    const breaks = broken === null ? "" : `, not ${roundRate(broken)}`;
    const queue = grows === null ? "queue not seen to grow" : `queue grows at ${roundRate(grows.offeredLoad)}`;
    return `${bareName(findings, i)}: ${holds}${breaks}, ${queue}`;
  });
  const sentences = [
    `Steady load, in requests per second, with ${Math.round(findings.confidence * 100)}% intervals as bands.`,
  ];
  const errors = [...new Set(findings.variants.map((variant) => roundShare(errorLimit(variant))))].join(" or ");
  if (asked !== null) sentences.push(`Dashed: ${limitWords(asked)}.`);
  if (asked === null && askedOfP99(findings) !== null) sentences.push("Limits of single endpoints are not drawn here.");
  sentences.push(`A load counts as kept if the queue does not grow and at most ${errors} of requests fail.`);
  const loads = findings.variants.flatMap(({ load }) => load);
  if (loads.some(({ growing }) => growing)) sentences.push("Open marks: the queue keeps growing, so there is no p99.");
  if (loads.some(({ growing, p99Ms }) => !growing && p99Ms.value === null)) {
    sentences.push("Where a line is missing: too few answers for a p99.");
  }
  return { title, subtitle: sentences.join(" "), description: `${title}. ${each.join("; ")}.` };
}
