/** The highest load of each variant, as `check --simulate` measures and prints it. */

import { inline, showRate } from "../../charts/kit/estimate.js";
import { wholeShare } from "../../charts/kit/format.js";
import { otherThreads } from "../../experiment/execute/other-threads.js";
import type { Study } from "../../experiment/plan/study.js";
import { type Saturation, saturationRun } from "../../experiment/search/saturation-run.js";
import { fold } from "../../text/fold.js";

export interface SaturationLine {
  readonly variant: string;
  readonly saturation: Saturation | null;
}

export async function saturations({ variants, seed }: Study): Promise<SaturationLine[]> {
  const lines: SaturationLine[] = [];
  const runner = otherThreads(1);
  try {
    for (const { name, model } of variants)
      lines.push({ variant: name, saturation: await saturationRun(model, seed, runner.run) });
  } finally {
    await runner.close();
  }
  return lines;
}

/** Empty without any. */
export function saturationTable(lines: readonly SaturationLine[]): string {
  if (lines.length === 0) return "";
  const said = lines.flatMap((line) =>
    fold(sentence(line), 78).map((text, i) => (i === 0 ? `  ${text}` : `    ${text}`)),
  );
  return `\n${["At most, with an endless backlog, without timeouts and bounds of queues:", ...said].join("\n")}\n`;
}

function sentence({ variant, saturation }: SaturationLine): string {
  if (saturation === null) return `${variant}: unknown; it has no open traffic, or no limited resource`;
  const { perSecond, offered, binding } = saturation;
  const most =
    perSecond.value === null
      ? ["unknown", perSecond.reason].filter((each) => each !== undefined).join("; ")
      : inline(showRate(perSecond));
  const share = perSecond.value === null ? "" : `, ${wholeShare(offered / perSecond.value)} of it asked for`;
  const cause = binding === null ? "" : `; ${binding.part} ${binding.resource} is full`;
  return `${variant}: ${most}${share}${cause}`;
}
