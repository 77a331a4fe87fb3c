/** What the proposal changes: in the file, in resources to pay for, and in risks. */
import type {
  ChangeFindings,
  CountDiff,
  DiffFindings,
  RiskFindings,
} from "../../../analysis/findings/diff-findings.js";
import { decimal, threeDigits } from "../../../charts/kit/format.js";
import { diffTopology } from "../../../charts/topology/diff.js";
import { countWords } from "../../diff/words.js";
import type { Table } from "../../kit/table.js";
import { type Chapter, pictureBlock, RANK, sentenceBlock, tableBlock } from "../chapter.js";

/** @param name of the study */
export function changesChapter(diff: DiffFindings, name: string): Chapter {
  const { changes } = diff;
  const drawn = diffTopology(diff, name);
  return {
    id: "changes",
    title: "What changes",
    blocks: [
      ...(changes.length === 0 ? sentenceBlock(["Nothing changes."]) : []),
      ...(drawn === null ? [] : [pictureBlock("topology", drawn)]),
      ...tableBlock("t-changes", "Every path that changes, with its value as written", changesTable(changes)),
    ],
  };
}

const SIGNS = { "+": "added", "~": "changed", "-": "removed" } as const;

const changesTable = (changes: readonly ChangeFindings[]): Table => ({
  heads: ["path", "", "before", "after"],
  rows: changes.map(({ sign, path, before, after }) => [
    { code: path },
    SIGNS[sign],
    { code: before ?? "" },
    { code: after ?? "" },
  ]),
});

export function costChapter({ units, complexity }: DiffFindings): Chapter {
  return {
    id: "cost",
    title: "Cost and complexity",
    blocks: [
      ...sentenceBlock([
        `Cost, counted without prices, which the language does not know: ${countWords(units)}.`,
        `Complexity: ${countWords(complexity)}.`,
      ]),
      ...tableBlock("t-cost", "What must be paid for", countTable(units)),
      ...tableBlock("t-complexity", "What must be understood", countTable(complexity)),
    ],
  };
}

const countTable = (counts: readonly CountDiff[]): Table => ({
  heads: ["what", ">before", ">after", ">change"],
  rows: counts.map(({ what, base, proposal }) => [
    what,
    decimal(base, Number.isInteger(base) ? 0 : undefined),
    decimal(proposal, Number.isInteger(proposal) ? 0 : undefined),
    base === proposal ? "none" : `${proposal > base ? "+" : ""}${threeDigits(proposal - base)}`,
  ]),
});

export function risksChapter({ risks: { fresh, gone, kept } }: DiffFindings): Chapter {
  const both = kept === 0 ? "" : ` Both have ${kept} more.`;
  return {
    id: "risks",
    title: `New risks: ${fresh.length === 0 ? "none" : fresh.length}`,
    blocks: [
      ...sentenceBlock([`They are read from the files: no run of today's traffic shows them.${both}`]),
      ...tableBlock("t-risks", "Risks that the proposal brings", riskTable(fresh), RANK.picture),
      ...tableBlock("t-risks-gone", "Risks that are gone", riskTable(gone)),
    ],
  };
}

const riskTable = (risks: readonly RiskFindings[]): Table => ({
  heads: ["subject", "risk", "where"],
  rows: risks.map(({ subject, message, place }) => [
    subject,
    message,
    { code: place === null ? "" : `${place.file}:${place.line}` },
  ]),
});
