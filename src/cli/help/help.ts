import type { Command } from "commander";
import type { Chapter } from "../../model/reference/chapter.js";
import { ourWord } from "../../model/source/other-words.js";
import { nearest } from "../../text/nearest.js";
import { builtOrMade } from "../kit/built-texts.js";
import { complain } from "../kit/complain.js";
import { EXIT } from "../kit/exit.js";
import { stdout } from "../kit/terminals.js";
import { referencePage } from "../reference/markdown.js";
import type { HelpFlags } from "./command.js";
import { type Found, findIn, type Hit, inOtherNumber, wordsOf } from "./find.js";
import { hitLine, hitName, hitText } from "./hit-text.js";
import { topics } from "./topics.js";

const WHOLE = 3; // Up to so many meanings are told in full.

/** Prints what a word means; all its meanings where it has several. */
export async function help(word: string, { json, markdown }: HelpFlags, verbs: readonly Command[]): Promise<void> {
  const chapters = await reference();
  if (json === true) return stdout.write(`${JSON.stringify(chapters)}\n`);
  if (markdown === true) return stdout.write(referencePage(chapters));
  if (word.trim() === "") return stdout.write(topics(chapters, verbs, stdout.columns));
  const found = findIn(chapters, word);
  const verb = verbs.find((each) => each.name() === word);
  if (verb !== undefined) {
    verb.outputHelp();
    return stdout.write(
      also(allOf(found))
        .map((line) => `${line}\n`)
        .join(""),
    );
  }
  const meant = found.hits.length > 0 ? found : inOtherNumber(chapters, word);
  if (meant !== null) return stdout.write(`${text(word, withOtherNumber(chapters, word, meant)).join("\n")}\n`);
  const theirs = found.theirs.length > 0 ? found.theirs : meantBy(chapters, word);
  if (theirs.length > 0) return stdout.write(`${calledHere(word, theirs).join("\n")}\n`);
  const names = verbs.map((each) => each.name());
  const known = [...wordsOf(chapters), ...names];
  const near = nearest(word, known) ?? nearest(lastOf(word), known);
  complain(
    `"${word}" is no key, figure, part or verb.${near === null ? "" : ` Did you mean "${near}"?`} \`headroom help\` lists what there is.`,
  );
  process.exitCode = EXIT.usage;
}

/** `spike` of an experiment, and the `spikes` of a rate. */
function withOtherNumber(chapters: readonly Chapter[], word: string, found: Found): Found {
  const told = new Set(allOf(found).map(hitName));
  const more = (inOtherNumber(chapters, word)?.hits ?? []).filter((hit) => !told.has(hitName(hit)));
  return { ...found, others: [...found.others, ...more] };
}

const meantBy = (chapters: readonly Chapter[], word: string): readonly Hit[] => {
  const ours = ourWord(word, wordsOf(chapters));
  return ours === null ? [] : findIn(chapters, ours).hits;
};

function calledHere(word: string, hits: readonly Hit[]): readonly string[] {
  if (hits.length > WHOLE) return hitLines(`What others call "${word}" is here:`, hits);
  const names = hits.map((hit) => `"${hitName(hit)}"`).join(" or ");
  return [
    `What others call "${word}" is here ${names}.`,
    ...hits.flatMap((hit) => ["", ...hitText(hit, stdout.columns)]),
  ];
}

const lastOf = (word: string): string => word.split(".").at(-1)!;

const reference = (): Promise<readonly Chapter[]> =>
  builtOrMade("reference", async () => (await import("../../experiment/reference/chapters.js")).referenceChapters());

const allOf = ({ hits, others }: Found): readonly Hit[] => [...hits, ...others];

function text(word: string, found: Found): readonly string[] {
  const { hits, others } = found;
  const theirs = alsoTheirs(word, found);
  if (hits.length > WHOLE) return [...hitLines(`"${word}" stands in several places:`, allOf(found)), ...theirs];
  const whole = hits.flatMap((hit, i) => [...(i === 0 ? [] : [""]), ...hitText(hit, stdout.columns)]);
  return [...whole, ...also(others), ...theirs];
}

/** Another tool's word may be a word of ours for something else: `replicas` of a deployment are `instances`. */
function alsoTheirs(word: string, found: Found): readonly string[] {
  if (word.includes(".")) return [];
  const told = new Set(allOf(found).map(hitName));
  const hits = found.theirs.filter((hit) => !told.has(hitName(hit)));
  return hits.length === 0 ? [] : ["", ...hitLines(`What others call "${word}" may be here:`, hits)];
}

const also = (hits: readonly Hit[]): readonly string[] =>
  hits.length === 0 ? [] : ["", ...hitLines("The same word elsewhere:", hits)];

function hitLines(title: string, hits: readonly Hit[]): readonly string[] {
  const nameWidth = Math.min(32, Math.max(...hits.map((hit) => hitName(hit).length)));
  return [title, ...hits.flatMap((hit) => hitLine(hit, stdout.columns, nameWidth))];
}
