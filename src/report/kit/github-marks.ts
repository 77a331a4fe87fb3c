/**
 * Workflow commands by which GitHub marks lines of a pull request.
 *
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import { clean } from "../../text/safe-text.js";

export interface Mark {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly text: string;
  readonly place: { readonly file: string; readonly line: number } | null;
}

/** GitHub shows so many of each level in a step, the first, and says nothing of the others. */
const MOST = 10;

/** @param inRepository the path of a file in the repository; null for one outside it, whose mark has no place */
export function githubMarks(marks: readonly Mark[], inRepository: (file: string) => string | null): string {
  return (["error", "warning", "notice"] as const)
    .flatMap((level) => shown(marks.filter((mark) => mark.level === level)))
    .map(({ level, title, text, place }) => {
      const file = place === null ? null : inRepository(place.file);
      const at = place === null || file === null ? "" : `file=${property(file)},line=${place.line},`;
      return `::${level} ${at}title=${property(title)}::${data(text)}\n`;
    })
    .join("");
}

function shown(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length <= MOST) return marks;
  const [{ level }] = marks;
  const left = marks.length - (MOST - 1);
  const more = { level, title: "headroom", text: `and ${left} more: see the summary of this step`, place: null };
  return [...marks.slice(0, MOST - 1), more];
}

/** Without control characters, so that the text stays on one line. */
const data = (text: string): string => clean(text).replaceAll("%", "%25").replaceAll("\u00a0", " ");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
