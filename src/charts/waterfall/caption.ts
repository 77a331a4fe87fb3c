/** Title, subtitle and alt text of the waterfalls. */
import type { ExplainFindings } from "../../analysis/findings/explain-findings.js";
import type { Caption } from "../kit/caption.js";
import { conditionsOfExplain, explainWords, traceTitle } from "./words.js";

export function waterfallCaption(found: ExplainFindings): Caption {
  const title = explainWords(found).replace(/\.$/, "");
  return {
    title,
    subtitle: `Single requests, and what they spent their time on: work solid, waiting hatched. ${conditionsOfExplain(found)}`,
    description: `${title}. ${found.traces.map((trace) => traceTitle(trace, found)).join("; ")}.`,
  };
}
