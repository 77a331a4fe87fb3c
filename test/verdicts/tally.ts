/** What all judgements came to, as a table by verb; and the wrong ones, so that each can be looked at. */
import { isWrong, type Judgement } from "./judgement.js";
import type { Answered } from "./one-case.js";

const HEADER = `| verb | judged | met | missed | unknown | too close to call | met, but missed | of those met | missed, but met | of those missed |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|`;

export function table(answers: readonly Answered[]): string {
  const all = answers.flatMap(({ judgements }) => judgements);
  const verbs = [...new Set(all.map(({ verb }) => verb))];
  return [
    HEADER,
    ...verbs.map((verb) =>
      row(
        verb,
        all.filter((each) => each.verb === verb),
      ),
    ),
  ].join("\n");
}

/** Of what was said, the share that is wrong; what the long runs leave open too is not counted. */
function row(verb: string, all: readonly Judgement[]): string {
  const called = all.filter(({ truth }) => truth !== "close");
  const said = (word: Judgement["said"]): Judgement[] => called.filter((each) => each.said === word);
  const share = (word: "met" | "missed"): string[] => {
    const [told, wrong] = [said(word), said(word).filter(isWrong)];
    if (told.length === 0) return ["0", ""];
    const [low, high] = wilson(wrong.length, told.length);
    return [String(wrong.length), `${percent(wrong.length / told.length)} (${percent(low)}–${percent(high)})`];
  };
  const counts = [all, said("met"), said("missed"), said("unknown")].map(({ length }) => length);
  return `| ${[verb, ...counts, all.length - called.length, ...share("met"), ...share("missed")].join(" | ")} |`;
}

export const wrongOnes = (answers: readonly Answered[]): string[] =>
  answers.flatMap(({ seed, judgements, problems }) => [
    ...judgements.filter(isWrong).map((each) => `${seed} · ${line(each)}`),
    ...problems.map((problem) => `${seed} · no answer · ${problem}`),
  ]);

export const line = ({ verb, what, said, truth, why }: Judgement): string =>
  `${verb} · ${what} · said ${said}, is ${truth} · ${why}`;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Wilson 1927: a 95 % interval of a share, of use where it is near 0. */
function wilson(k: number, n: number): readonly [number, number] {
  const z = 1.96;
  const centre = (k + z ** 2 / 2) / (n + z ** 2);
  const half = (z / (n + z ** 2)) * Math.sqrt((k * (n - k)) / n + z ** 2 / 4);
  return [Math.max(0, centre - half), centre + half];
}
