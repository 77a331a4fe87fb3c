/** What really happened beside what requests were told, in sentences and as a table. */
import type { EffectFindings, Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { inline, showDuration, showRate, showShare } from "../../charts/kit/estimate.js";
import { orUnknown, share } from "../../charts/kit/format.js";
import { answeredWell, BAD, type Untrue, untrueIn, untrueWords } from "../../charts/kit/untrue.js";
import { bareName, capital, named, noun } from "../../charts/kit/words.js";
import { type Cell, type Column, figure, fittedTable, numbered, words } from "../kit/fitted-table.js";
import type { Table } from "../kit/table.js";
import type { Paints } from "./terminal-table.js";
import { variantTable } from "./variant-tables.js";

const MOST_NAMED = 3;

/** For beside the verdict: what is untrue in a large share, and no objective limits. */
export const untrueHeadlines = (findings: Findings): string[] =>
  sentences(
    findings,
    untrueIn(findings).filter((each) => isBad(findings, each)),
  );

/** The rest, for the remarks. */
export const untrueRemarks = (findings: Findings): string[] =>
  sentences(
    findings,
    untrueIn(findings).filter((each) => !isBad(findings, each)),
  );

function isBad({ variants }: Findings, { variant, name, worst }: Untrue): boolean {
  const isAsked = variants[variant]!.objectives.some(({ metric }) => metric.includes(`{${name}}`));
  return worst >= BAD && !isAsked;
}

/** What is true of several variants alike is told of the worst, and where it is so too. */
function sentences(findings: Findings, untrue: readonly Untrue[]): string[] {
  const some = untrue.slice(0, MOST_NAMED);
  const told = some.map((each) => {
    const where = findings.variants.length === 1 ? "" : `in ${named(findings, [each.variant])}, `;
    return capital(`${where}${untrueWords(findings, each)}.`);
  });
  if (some.length === untrue.length) return told;
  const others = [...new Set(untrue.slice(MOST_NAMED).map(({ variant }) => variant))].sort((a, b) => a - b);
  return [...told, `The same in a smaller measure: ${named(findings, others)}.`];
}

const hasEffects = ({ variants }: Findings): boolean =>
  variants.some(({ effects = {} }) => Object.keys(effects).length > 0);

const monitoring = (variant: VariantFindings, effect: EffectFindings): string =>
  orUnknown(answeredWell(variant, effect), share);

const SHARES = {
  "in time": "inTime",
  late: "late",
  lost: "lost",
  undone: "undone",
  unfinished: "unfinished",
  twice: "twice",
  "uncalled-for": "uncalledFor",
};

/** The shares that tell something: those that are 0 everywhere are left out, but for what each report says. */
function sharesShown({ variants }: Findings): readonly (readonly [head: string, measure: string])[] {
  const all = variants.flatMap(({ effects = {} }) => Object.values(effects));
  return Object.entries(SHARES).filter(
    ([, of]) => of === "inTime" || of === "lost" || all.some(({ measures }) => measures[of]?.value !== 0),
  );
}

/** No rows without effects. */
export function effectsTable(findings: Findings): Table {
  const shown = sharesShown(findings);
  const heads = ["effect", ">answered well", ">due", ...shown.map(([head]) => `>${head}`), ">pending p50", ">p99"];
  if (!hasEffects(findings)) return { heads: [capital(noun(findings)), ...heads], rows: [] };
  return variantTable(findings, heads, (variant) =>
    Object.entries(variant.effects ?? {}).map(([name, effect]) => {
      const { measures, withinMs } = effect;
      return [
        name,
        monitoring(variant, effect),
        inline(showRate(measures.due!)),
        ...shown.map(([, of]) => (of === "late" && withinMs === null ? "–" : inline(showShare(measures[of]!)))),
        inline(showDuration(measures.pendingMsP50!)),
        inline(showDuration(measures.pendingMsP99!)),
      ];
    }),
  );
}

/** For the terminal. */
export function effectLines(findings: Findings, paints: Paints): string[] {
  if (!hasEffects(findings)) return [];
  const shown = sharesShown(findings);
  const columns: Column[] = [
    { head: noun(findings), width: 15 },
    { head: "effect", width: 12, gap: 2 },
    ...["answered", ...shown.map(([head]) => head), "pending p99"].map((head) => ({ head, width: 10, isRight: true })),
  ];
  const rows = findings.variants.flatMap((variant, i) =>
    Object.entries(variant.effects ?? {}).map(([name, effect], row): Cell[] => [
      numbered(row === 0 ? i + 1 : 0, row === 0 ? bareName(findings, i) : "", paints.bold),
      words(name),
      words(monitoring(variant, effect), undefined, true),
      ...shown.map(([, of]) => figure(showShare(effect.measures[of]!), paints.dim)),
      figure(showDuration(effect.measures.pendingMsP99!), paints.dim),
    ]),
  );
  return [
    "What really happened, beside the share answered well:",
    ...fittedTable(columns, rows, paints.dim, paints.width),
  ];
}
