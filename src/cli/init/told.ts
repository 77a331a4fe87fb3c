/** What `init` says of what it wrote. */
import pico from "picocolors";
import { ASKED, flagName, KEYS } from "../../experiment/init/asked.js";
import { shortDuration } from "../../experiment/init/lognormal.js";
import { applies } from "../../experiment/init/model-text.js";
import type { Project } from "../../experiment/init/project.js";
import { written } from "../../experiment/init/questions.js";
import { commandLines } from "../../report/kit/command-lines.js";
import { type Column, fittedTable, words } from "../../report/kit/fitted-table.js";
import { fold } from "../../text/fold.js";
import { headroomCommand } from "../kit/shell.js";

const COLUMNS: readonly Column[] = [
  { head: "assumed", width: 14 },
  { head: "", width: 14, gap: 2 },
  { head: "what it matters", width: 40, gap: 2 },
];

export function told(
  project: Project,
  folder: string,
  { colour, columns }: { colour: boolean; columns: number },
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
    ...fold(fitSentence(project), columns),
    ...remarks.flatMap((remark) => ["", ...fold(remark, columns)]),
    "",
    ...fittedTable(COLUMNS, rows, dim, columns),
    "",
    ...fold(
      "Not known either: how the time of a request divides into the cores, the database and the rest; how long users think; what retries behind your back. See the remarks in model.yaml.",
      columns,
    ),
    "",
    ...fold(`The proposal is ${proposal.says}, since ${proposal.why}.`, columns),
    ...fold(`Written: ${names.map((name) => `${folder}/${name}`).join(", ")}`, columns),
    ...commandLines("Next:", headroomCommand("run", `${folder}/experiment.yaml`)).map(bold),
  ];
  return `${lines.join("\n")}\n`;
}

function fitSentence({ fitted: { met, settled } }: Project): string {
  const of = met.map(({ group, asked, has }) => {
    const name = met.length > 1 ? `web.${group} ` : "";
    return `${name}p50 ${shortDuration(has.p50)} and p99 ${shortDuration(has.p99)}, asked for ${shortDuration(asked.p50)} and ${shortDuration(asked.p99)}`;
  });
  return `A model of your system: at ${written("peak", settled)} it has ${of.join("; ")}.`;
}
