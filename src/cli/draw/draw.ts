import { basename } from "node:path";
import type { Command } from "commander";
import type { Findings } from "../../analysis/findings/findings.js";
import type { TopologyFindings } from "../../analysis/findings/topology-findings.js";
import { time } from "../../charts/kit/time-axis.js";
import { busyTitle, ownCaption } from "../../charts/topology/caption.js";
import { mermaidBlock } from "../../charts/topology/mermaid.js";
import { topologyOverview } from "../../charts/topology/overview.js";
import { overviewCaption } from "../../charts/topology/overview-caption.js";
import { pictureChart } from "../../charts/topology/topology.js";
import { type Overrides, openStudy } from "../../experiment/plan/open-study.js";
import { provenance } from "../../experiment/plan/provenance.js";
import { ofOne, type Study } from "../../experiment/plan/study.js";
import { topologyOf } from "../../experiment/topology/of-model.js";
import { hasErrors, render } from "../../model/source/index.js";
import { fold } from "../../text/fold.js";
import { EXIT } from "../kit/exit.js";
import { commandFiles } from "../kit/files.js";
import type { LongRunFlags } from "../kit/flags.js";
import { longRun, longStudy, neverKept } from "../kit/long-run.js";
import { chosenVariant } from "../kit/open-file.js";
import { isStdin } from "../kit/standard-input.js";
import { stderr, stdout } from "../kit/terminals.js";
import { mayWriteFiles, writeWhole } from "../kit/write-output.js";

export interface DrawFlags extends Pick<Overrides, "seed" | "replications" | "duration" | "warmUp">, LongRunFlags {
  readonly simulate?: boolean;
  readonly variant?: string;
  readonly mermaid?: boolean;
  readonly json?: boolean;
  readonly out?: string;
}

/** What is drawn, in each of its looks. */
interface Drawn {
  readonly title: string;
  readonly topologies: readonly { readonly variant: string; readonly topology: TopologyFindings }[];
  readonly svg: () => string;
}

export async function draw(file: string, flags: DrawFlags, command: Command): Promise<void> {
  const { study, diagnostics, textOf } = openStudy(file, commandFiles, flags);
  if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
  if (study === null || hasErrors(diagnostics)) {
    process.exitCode = EXIT.usage;
    return;
  }
  const isOfAll = flags.simulate === true && flags.variant === undefined;
  const variant = isOfAll ? null : chosenVariant(study, file, flags.variant);
  if (variant === null && !isOfAll) return;
  const asked = variant === null ? study : ofOne(study, variant);
  const isText = flags.json === true || flags.mermaid === true;
  const out = flags.out ?? (isText || isStdin(file) ? "-" : `${basename(file).replace(/\.ya?ml$/, "")}.svg`);
  const refuse = (message: string): never => command.error(message);
  if (out !== "-") mayWriteFiles([out], refuse);
  const drawn = flags.simulate ? await simulated(asked, flags, refuse) : planned(asked);
  const text = textFor(drawn, flags);
  if (out === "-") stdout.write(text);
  else {
    writeWhole(out, text);
    stdout.write(`Written: ${out}\n${fold(`${drawn.title}.`, stdout.columns).join("\n")}\n`);
  }
}

function textFor({ topologies, svg }: Drawn, { json, mermaid }: DrawFlags): string {
  if (json) return `${JSON.stringify({ formatVersion: 1, variants: topologies }, null, 2)}\n`;
  if (!mermaid) return svg();
  const blocks = topologies.map(({ variant, topology }) =>
    topologies.length === 1 ? mermaidBlock(topology) : `**${variant}**\n\n${mermaidBlock(topology)}`,
  );
  return `${blocks.join("\n\n")}\n`;
}

/** Without a run: what is asked of each part. */
function planned(study: Study): Drawn {
  const [variant] = study.variants;
  const topology = topologyOf(variant!.model);
  const { window, modelHash, ...head } = provenance(study, variant!);
  const when = (ms: number): string => time(ms, window.clock);
  const title = busyTitle(topology, when);
  const sourced = { ...head, window: { replications: 0 }, variants: [{ modelHash }] };
  return {
    title,
    topologies: [{ variant: variant!.name, topology }],
    svg: () => pictureChart(sourced, topology, ownCaption(title, topology, when), when),
  };
}

async function simulated(study: Study, flags: DrawFlags, refuse: (message: string) => never): Promise<Drawn> {
  const { findings } = await longRun(flags, { refuse, neverKept: neverKept(study) }, (long) =>
    longStudy({ ...study, load: null, ceiling: null, claims: [] }, long),
  );
  return {
    title: overviewCaption(findings).title,
    topologies: topologiesIn(findings),
    svg: () => topologyOverview(findings),
  };
}

const topologiesIn = ({ variants }: Findings): Drawn["topologies"] =>
  variants.flatMap(({ name, topology }) => (topology === undefined ? [] : [{ variant: name, topology }]));
