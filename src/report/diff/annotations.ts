/**
 * Workflow commands by which GitHub marks lines of a pull request.
 *
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */

import type { DiffFindings, PlaceFindings } from "../../analysis/findings/diff-findings.js";
import { clean } from "../../text/safe-text.js";
import { diffVerdictWords, measuredWords, objectiveName, unknownWhy } from "./words.js";

type Level = "error" | "warning" | "notice";

/** @param root of the repository: GitHub names files relative to it */
export function githubAnnotations(diff: DiffFindings, root: string | undefined): string {
  const say = (level: Level, title: string, text: string, place: PlaceFindings | null): string => {
    const at = place === null ? "" : `file=${property(below(root, place.file))},line=${place.line},`;
    return `::${level} ${at}title=${property(title)}::${data(text)}\n`;
  };
  const objectives = diff.objectives
    .filter(({ asked, verdict }) => asked !== "base" && verdict !== "met" && verdict !== "fixed")
    .map((each) => {
      const figures = `before ${measuredWords(each.base, each.unit)}, after ${measuredWords(each.proposal, each.unit)}`;
      return each.verdict === "unknown"
        ? say("warning", `unknown: ${objectiveName(each)}`, `${figures}: ${unknownWhy(each)}`, each.place)
        : say("error", `${each.verdict}: ${objectiveName(each)}`, figures, each.place);
    });
  const risks = diff.risks.fresh.map(({ rule, subject, message, place }) =>
    say("warning", `new risk: ${rule}`, `${subject}: ${message}`, place),
  );
  const level = diff.verdict === "regression" ? "error" : "notice";
  return [...objectives, ...risks, say(level, "headroom diff", diffVerdictWords(diff), null)].join("");
}

const below = (root: string | undefined, file: string): string =>
  root !== undefined && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;

/** Without control characters, so that the text stays on one line. */
const data = (text: string): string => clean(text).replaceAll("%", "%25").replaceAll("\u00a0", " ");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
