/** The ceilings of base and proposal, with both proven ends. */
import type { CeilingDiff, CeilingSide, DiffFindings } from "../../../analysis/findings/diff-findings.js";
import type { Findings } from "../../../analysis/findings/findings.js";
import { inline, showMeasured } from "../../../charts/kit/estimate.js";
import { rate } from "../../../charts/kit/format.js";
import { headroomWords, loadWords } from "../../diff/ceiling-words.js";
import type { Table } from "../../kit/table.js";
import { type Chapter, RANK, sentenceBlock, tableBlock } from "../chapter.js";
import { ceilingChapter } from "../difference.js";

export function diffCeilingChapter({ ceiling }: DiffFindings, findings: Findings): Chapter {
  const chapter = ceilingChapter(findings);
  if (ceiling === null) return chapter;
  const own = [
    ...sentenceBlock(sentences(ceiling)),
    ...tableBlock("t-ceiling", "The highest load, of all traffic together", ceilingTable(ceiling), RANK.picture),
  ];
  return { ...chapter, blocks: [...own, ...chapter.blocks] };
}

function sentences({ of, base, proposal, verdict }: CeilingDiff): string[] {
  const [before, after] = [base, proposal].map((side) => (of === "objectives" ? loadWords(side) : most(side)));
  return [
    of === "objectives"
      ? `The objectives hold up to ${before} before and ${after} after: ${verdict}.`
      : `At most, without timeouts and bounds of queues: ${before} before and ${after} after: ${verdict}.`,
    of === "objectives"
      ? "Sort: the highest load that meets the objectives. Its ends are proven: one load meets them all, the other misses one."
      : "Sort: what no load exceeds, by a backlog that never ends. It says nothing of the objectives.",
  ];
}

const most = ({ perSecond }: CeilingSide): string => inline(showMeasured(perSecond, "1/s"));
const orNone = (load: number | null): string => (load === null ? "not found" : rate(load));

function ceilingTable({ of, base, proposal }: CeilingDiff): Table {
  const sides = [
    ["before", base],
    ["after", proposal],
  ] as const;
  const first = ({ binding }: CeilingSide) => (binding === null ? "nothing" : `${binding.part} ${binding.resource}`);
  if (of === "backlog")
    return {
      heads: ["", ">at most", "full then"],
      rows: sides.map(([name, side]) => [name, most(side), first(side)]),
    };
  return {
    heads: ["", ">proven to meet", ">proven to miss", ">expected peak", ">headroom", "first to give"],
    rows: sides.map(([name, side]) => [
      name,
      orNone(side.perSecond.low),
      orNone(side.perSecond.high),
      side.expected === null ? "" : rate(side.expected),
      headroomWords(side),
      first(side),
    ]),
  };
}
