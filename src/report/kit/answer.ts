/** What a verb says first: one paragraph, the same words on the terminal, in markdown and on a page. */
import type { Verdict } from "../../analysis/findings/findings.js";
import { fold } from "../../text/fold.js";
import { clean } from "../../text/safe-text.js";
import { commandLines } from "./command-lines.js";
import { fenced, md } from "./markdown-text.js";
import { paintsOf, type View } from "./view.js";

export interface Answer {
  /** One sentence: does it hold? The terminal says it again as its last line. */
  readonly verdict: string;
  /** Its colour; null: none, where there is nothing to meet or variants differ. */
  readonly tone: Verdict | null;
  /** Whole sentences: since when and why (the bottleneck, not its symptom), does it recover, how much headroom. */
  readonly why: readonly string[];
  /** The next thing to try; null: there is none. */
  readonly next: NextStep | null;
}

export interface NextStep {
  readonly words: string; // "See which change helps"; no full stop.
  readonly command: string | null; // As it is typed; null: nothing to type.
}

/** A command about the same file and variant, as it is typed: `typed("ceiling", { knob: "web.threads" })`. */
export type Typed = (verb: string, flags?: Readonly<Record<string, string | number | undefined>>) => string;

/** The paragraph in lines, without the next step, which stands at the end: see `closingLines`. */
export function openingLines({ verdict, tone, why }: Answer, view: View): string[] {
  const { bold, verdict: colours } = paintsOf(view);
  const [first, ...rest] = [verdict, ...why].map(clean).filter((each) => each !== "");
  if (first === undefined) return [];
  const painted = tone === null ? bold : (text: string) => bold(colours[tone](text));
  const lines = fold([first, ...rest].join(" "), view.width);
  // The verdict is painted as far as it reaches, which may be into a line.
  let left = first.length;
  return lines.map((line) => {
    const own = line.slice(0, Math.max(0, left));
    left -= line.length + 1;
    return own === "" ? line : painted(own) + line.slice(own.length);
  });
}

/** The last lines of a terminal: what to try next, and the verdict again. */
export function closingLines({ verdict, tone, next }: Answer, view: View): string[] {
  const { bold, verdict: colours } = paintsOf(view);
  const painted = tone === null ? bold : (text: string) => bold(colours[tone](text));
  const step =
    next === null
      ? []
      : next.command === null
        ? fold(`Next: ${next.words}.`, view.width)
        : commandLines(`Next, ${next.words}:`, next.command, view.width);
  return [...step, ...fold(verdict, view.width).map(painted)];
}

/** The paragraph for a pull request or a report, with the next step and its command. */
export function answerMarkdown({ verdict, why, next }: Answer): string {
  const said = [`**${md(verdict)}**`, ...why.map(md)].join(" ");
  if (next === null) return said;
  return next.command === null
    ? `${said}\n\nNext: ${md(next.words)}.`
    : `${said}\n\nNext, ${md(next.words)}:\n\n${fenced(clean(next.command), "sh")}`;
}
