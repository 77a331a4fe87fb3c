import { join } from "node:path";
import type { Command } from "commander";
import { type ExplainFindings, explainSchema } from "../../analysis/findings/explain-findings.js";
import { waterfallChart } from "../../charts/waterfall/waterfall.js";
import { explain as simulated } from "../../experiment/explain/explain.js";
import { chromeTrace } from "../../report/explain/chrome-trace.js";
import { explainMarkdown } from "../../report/explain/markdown.js";
import { otlpTraces } from "../../report/explain/otlp.js";
import { explainTerminal } from "../../report/explain/terminal.js";
import { explainHtml } from "../../report/html/explain-page.js";
import { documentText } from "../../report/kit/json.js";
import { nearest } from "../../text/nearest.js";
import { EXIT } from "../kit/exit.js";
import { commandFiles } from "../kit/files.js";
import { openFile, refuse, type SearchOverrides } from "../kit/open-file.js";
import { progressLine } from "../kit/progress.js";
import { remembered } from "../kit/remembered-files.js";
import { flagWords, headroomCommand, percentFlag, typedOf } from "../kit/shell.js";
import { stderr, stdout, viewOf } from "../kit/terminals.js";
import { mayWrite, mayWriteFiles, writeFiles, writeWhole } from "../kit/write-output.js";

export interface ExplainFlags extends SearchOverrides {
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly endpoint?: string;
  readonly slowest: number; // A share.
  readonly trace?: string;
  readonly otlp?: string;
  readonly out: string;
}

export function explain(file: string, flags: ExplainFlags, command: Command): void {
  const { files, models } = remembered(commandFiles);
  const opened = openFile(file, flags, files);
  if (opened === null) return;
  const { study, bench } = opened;
  const refused = (why: string): never => command.error(why);
  const asked = [...new Set(Object.values(bench.variant.model.traffic).flatMap(({ mix }) => Object.keys(mix)))].sort();
  const { endpoint = null } = flags;
  if (endpoint !== null && !asked.includes(endpoint)) {
    refuse(unknownEndpoint(endpoint, asked));
    return;
  }
  mayWrite([join(flags.out, study.name)], refused);
  mayWriteFiles([flags.trace, flags.otlp], refused);
  const startedMs = performance.now();
  const line = progressLine(stderr, () => performance.now() - startedMs);
  const findings = simulated(study, bench.variant, { endpoint, share: flags.slowest }, undefined, line.show);
  line.clear();
  if (findings.requests.answered + findings.requests.failed === 0) {
    refuse(`no request of "${file}"${endpoint === null ? "" : ` to ${endpoint}`} was over when the run ended`);
    return;
  }
  if (flags.trace !== undefined) writeWhole(flags.trace, chromeTrace(findings));
  if (flags.otlp !== undefined) writeWhole(flags.otlp, otlpTraces(findings));
  const typed = typedOf(file, flags.variant);
  const page = explainHtml(findings, { command: again(file, findings, flags), files: models(), typed });
  const json = documentText(explainSchema, findings);
  const written = writeFiles(flags.out, study.name, {
    "explain.md": explainMarkdown(findings, typed),
    "explain.html": page,
    "waterfall.svg": waterfallChart(findings),
    "explain.json": json,
  });
  if (flags.json) stdout.write(json);
  else {
    const exported = [flags.trace, flags.otlp].filter((each) => each !== undefined);
    stdout.write(explainTerminal(findings, { ...viewOf(flags), written: [written, ...exported], typed }));
  }
  process.exitCode = EXIT.met;
}

function unknownEndpoint(asked: string, known: readonly string[]): string {
  const near = nearest(asked, known);
  const said = near === null ? `users ask ${known.join(", ")}` : `did you mean "${near}"?`;
  return `no user asks "${asked}"; ${said}`;
}

/** The command that gives the same bytes. */
function again(file: string, { seed, share }: ExplainFindings, flags: ExplainFlags): string {
  const { variant, endpoint, duration, warmUp } = flags;
  const asked = { variant, endpoint, slowest: percentFlag(share), seed, duration, "warm-up": warmUp };
  return headroomCommand("explain", file) + flagWords(asked);
}
