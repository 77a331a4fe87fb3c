/** What `init` says of what it wrote. */
import pico from "picocolors";
import { ASKED, flagName, KEYS } from "../../experiment/init/asked.js";
import { shortDuration } from "../../experiment/init/lognormal.js";
import { applies } from "../../experiment/init/model-text.js";
import type { Project } from "../../experiment/init/project.js";
import { written } from "../../experiment/init/questions.js";
import type { ReadFile } from "../../experiment/init/recording/read-recording.js";
import { RATE } from "../../model/language/values/units.js";
import { commandLines } from "../../report/kit/command-lines.js";
import { type Column, fittedTable, words } from "../../report/kit/fitted-table.js";
import { fold } from "../../text/fold.js";
import { headroomCommand } from "../kit/shell.js";

const ASSUMED: readonly Column[] = [
  { head: "assumed", width: 14 },
  { head: "", width: 14, gap: 2 },
  { head: "what it matters", width: 40, gap: 2 },
];

const ENDPOINTS: readonly Column[] = [
  { head: "", width: 20 },
  { head: "p50", width: 10, gap: 2, isRight: true },
  { head: "asked", width: 10, gap: 2, isRight: true },
  { head: "p99", width: 10, gap: 2, isRight: true },
  { head: "asked", width: 10, gap: 2, isRight: true },
];

const UNKNOWN =
  "Not known either: how the time of a request divides into the cores, the database and the rest; how long users think; which requests are retries. The remarks in model.yaml say more.";

/** @param read the recordings that it was made from */
export function summary(
  project: Project,
  folder: string,
  { colour, columns }: { readonly colour: boolean; readonly columns: number },
  read: readonly ReadFile[] = [],
): string {
  const { bold, dim } = pico.createColors(colour);
  const { fitted, proposal, remarks, files } = project;
  const { settled } = fitted;
  const guesses = KEYS.filter((key) => settled.assumed.has(key) && applies(key, settled));
  const rows = guesses.map((key) => [
    words(`--${flagName(key)}`, undefined, true),
    words(written(key, settled)),
    words(ASKED[key].matters),
  ]);
  const names = Object.keys(files).filter((name) => !name.startsWith("."));
  const lines = [
    ...fitLines(project, columns, dim),
    ...(remarks.length === 0 ? [] : [""]),
    ...remarks.flatMap((remark) => bullet(remark, columns)),
    ...read.flatMap((file) => malformedLines(file, columns)),
    ...(rows.length === 0 ? [] : ["", ...fittedTable(ASSUMED, rows, dim, columns)]),
    ...(read.length > 0 ? [] : ["", ...fold(UNKNOWN, columns)]),
    "",
    ...fold(`The proposal: ${proposal.says}. ${proposal.why}`, columns),
    ...fold(`Written to ${folder}/: ${names.join(", ")}`, columns),
    ...commandLines("Next:", headroomCommand("run", `${folder}/experiment.yaml`)).map(bold),
  ];
  return `${lines.join("\n")}\n`;
}

const bullet = (text: string, columns: number): string[] =>
  fold(text, columns - 2).map((line, i) => (i === 0 ? "- " : "  ") + line);

/** What the model has, beside what was asked. */
function fitLines({ fitted: { met, metAt } }: Project, columns: number, dim: (text: string) => string): string[] {
  const at = `A model of your system. At ${RATE.write(Number(metAt.toPrecision(3)))} it has`;
  const [first] = met;
  if (met.length === 1 && first !== undefined) {
    const { asked, has } = first;
    const words = `p50 ${shortDuration(has.p50)} and p99 ${shortDuration(has.p99)}; asked were ${shortDuration(asked.p50)} and ${shortDuration(asked.p99)}.`;
    return fold(`${at} ${words}`, columns);
  }
  const rows = met.map(({ group, asked, has }) => [
    words(`web.${group}`),
    ...[has.p50, asked.p50, has.p99, asked.p99].map((ms) => words(shortDuration(ms), undefined, true)),
  ]);
  return [...fold(`${at}:`, columns), ...fittedTable(ENDPOINTS, rows, dim, columns)];
}

const malformedLines = ({ path, malformed }: ReadFile, columns: number): string[] =>
  malformed.length === 0
    ? []
    : [
        "",
        ...fold(`The first lines of ${path} that could not be read:`, columns),
        ...malformed.flatMap((line) => fold(line, columns - 2).map((each) => `  ${each}`)),
      ];
