/** Several moments in the terminal: a row for each, and the variants that do alike; the report has every criterion. */
import type { Findings, RecoveryFindings } from "../../analysis/findings/findings.js";
import { inline, showNumber } from "../../charts/kit/estimate.js";
import { named } from "../../charts/kit/words.js";
import { type Cell, type Column, fittedTable, words } from "../kit/fitted-table.js";
import { recoveriesIn, timeWords } from "./recovery-words.js";
import type { Paints } from "./terminal-table.js";

const MOST_ROWS = 24; // The report has the rest.

/** None for a single moment, of which sentences tell. */
export function recoveryLines(findings: Findings, paints: Paints): string[] {
  const all = recoveriesIn(findings);
  if (all.length < 2) return [];
  const isAsked = all.some(({ of }) => of.some((recovery) => (recovery?.objectives.length ?? 0) > 0));
  const rows = all.flatMap(({ label, of }) =>
    alike(of.map((recovery) => (recovery === null ? null : cellsOf(recovery, isAsked)))).map(
      ({ texts, members }, row) => [
        words(row === 0 ? label : ""),
        ...(findings.variants.length === 1 ? [] : [words(named(findings, members))]),
        ...texts.map((text): Cell => words(text)),
      ],
    ),
  );
  if (rows.length > MOST_ROWS) return [];
  const columns: Column[] = [
    { head: "after", width: 18 },
    ...(findings.variants.length === 1 ? [] : [{ head: "in", width: 16, gap: 2 }]),
    { head: "as before", width: 13, gap: 2 },
    { head: "no more waiting", width: 13, gap: 2 },
    ...(isAsked ? [{ head: "within objectives", width: 13, gap: 2 }] : []),
    { head: "lost", width: 10, gap: 2, isRight: true },
  ];
  return fittedTable(columns, rows, paints.dim, paints.width);
}

function cellsOf(recovery: RecoveryFindings, isAsked: boolean): readonly string[] {
  const { queues, objectives, lost } = recovery;
  const slowest = objectives.toSorted((a, b) => msOf(b) - msOf(a))[0];
  return [
    timeWords(recovery),
    queues === undefined ? "" : timeWords(queues),
    ...(isAsked ? [slowest === undefined ? "" : timeWords(slowest)] : []),
    (lost.value ?? 0) < 1 ? "" : inline(showNumber(lost)),
  ];
}

const msOf = ({ timeMs }: Pick<RecoveryFindings, "timeMs">): number => timeMs.value ?? Number.POSITIVE_INFINITY;

/** Variants with the same row stand together. */
function alike(
  rows: readonly (readonly string[] | null)[],
): readonly { texts: readonly string[]; members: number[] }[] {
  const groups = new Map<string, { texts: readonly string[]; members: number[] }>();
  for (const [i, texts] of rows.entries()) {
    if (texts === null) continue;
    const group = groups.get(texts.join("|")) ?? { texts, members: [] };
    group.members.push(i);
    groups.set(texts.join("|"), group);
  }
  return [...groups.values()];
}
