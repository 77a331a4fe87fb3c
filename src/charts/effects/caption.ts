/** Title, subtitle and alt text of the effects: what was told, and what of it is true. */
import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import type { Caption } from "../kit/caption.js";
import { share } from "../kit/format.js";
import { binWords } from "../kit/time-axis.js";
import { shareIn, untrueIn, untrueWords } from "../kit/untrue.js";
import { capital, named } from "../kit/words.js";
import { effectPanels } from "./panels.js";

export function effectsCaption(findings: Findings): Caption {
  const panels = effectPanels(findings);
  const [worst] = untrueIn(findings);
  const where = worst === undefined || findings.variants.length === 1 ? "" : `in ${named(findings, [worst.variant])}, `;
  const title =
    worst === undefined
      ? "All that was told really happened, and in time"
      : capital(where + untrueWords(findings, worst));
  const each = panels.map(({ name, course, effect }) => {
    const what = name === clean(course.effect) ? name : `${name}, ${clean(course.effect)}`;
    return `${what}: ${share(shareIn(effect, "inTime"))} in time, ${share(shareIn(effect, "late"))} late, ${share(shareIn(effect, "lost"))} lost`;
  });
  const effects = [...new Set(panels.map(({ course }) => `“${clean(course.effect)}”`))];
  const of = effects.length === 1 ? ` of ${effects[0]}` : "";
  const happens = findings.spike === null ? "" : ` Shaded: ${clean(findings.spike.label)}.`;
  const subtitle = `Per second, in ${binWords(findings.variants[0]?.overTime.binMs ?? 1000)} bins, mean of the replications${of}: told (dashed), and really happened then; filled: of those told then, what never happens. Below: how many are told and not true, those lost for good too.${happens}`;
  return { title, subtitle, description: `${title}. ${each.join("; ")}.` };
}
