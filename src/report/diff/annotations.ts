/** What GitHub marks of a diff: the verdict, each changed line of the proposal, objectives that are not met, new risks. */
import type {
  ChangeFindings,
  DiffFindings,
  DiffVerdict,
  ObjectiveDiff,
} from "../../analysis/findings/diff-findings.js";
import { githubMarks, type Mark } from "../kit/github-marks.js";
import { movesWords } from "./moves-words.js";
import { verdictSentence } from "./verdict-sentence.js";
import { measuredWords, objectiveName, signed, unknownWhy } from "./words.js";

/** @param inRepository the path of a file in the repository; null for one outside it */
export function githubAnnotations(diff: DiffFindings, inRepository: (file: string) => string | null): string {
  const verdict = verdictSentence(diff);
  const why = [verdict, ...movesWords(diff)].join(" ");
  const whole: Mark = { level: LEVELS[diff.verdict], title: "headroom diff", text: why, place: null };
  return githubMarks([whole, ...changeMarks(diff, verdict), ...objectiveMarks(diff), ...riskMarks(diff)], inRepository);
}

const LEVELS: Readonly<Record<DiffVerdict, Mark["level"]>> = {
  regression: "error",
  undecided: "warning",
  improvement: "notice",
  "no difference": "notice",
};

/** One a line, with the verdict on all of them: which of several changes does it, no diff can tell. */
function changeMarks({ verdict, changes }: DiffFindings, sentence: string): Mark[] {
  const lines = new Map<string, ChangeFindings[]>();
  for (const change of changes)
    if (change.place !== null) {
      const key = `${change.place.line} ${change.place.file}`;
      lines.set(key, [...(lines.get(key) ?? []), change]);
    }
  return [...lines.values()].map((those): Mark => {
    const together =
      changes.length > those.length ? `With ${changes.length === 2 ? "both" : `all ${changes.length}`} changes: ` : "";
    return {
      level: LEVELS[verdict],
      title: those.map(signed).join("; "),
      text: `${together}${sentence}`,
      place: those[0].place,
    };
  });
}

const objectiveMarks = ({ objectives }: DiffFindings): Mark[] =>
  objectives
    .filter(({ asked, proposal }) => asked !== "base" && proposal.verdict !== "met")
    .map((each): Mark => {
      const figures = `before ${measuredWords(each.base, each.unit)}, after ${measuredWords(each.proposal, each.unit)}`;
      const isOpen = each.verdict === "unknown";
      return {
        level: isOpen ? "warning" : "error",
        title: `${each.verdict}: ${objectiveName(each)}`,
        text: isOpen ? `${figures}: ${unknownWhy(each)}` : `${figures}${limitWords(each)}`,
        place: each.place,
      };
    });

/** ", asked < 300ms". */
const limitWords = ({ expression }: ObjectiveDiff): string =>
  `, asked ${/[<>]=?.*$/.exec(expression)?.[0] ?? expression}`;

const riskMarks = ({ risks: { fresh } }: DiffFindings): Mark[] =>
  fresh.map(({ rule, subject, message, place }) => ({
    level: "warning",
    title: `new risk: ${rule}`,
    text: `${subject}: ${message}`,
    place,
  }));
