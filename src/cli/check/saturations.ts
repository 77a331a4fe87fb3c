/** The highest load of each variant, as `check --simulate` measures it. */
import { otherThreads } from "../../experiment/execute/other-threads.js";
import type { Study } from "../../experiment/plan/study.js";
import { saturationRun } from "../../experiment/search/saturation-run.js";
import type { SaturationLine } from "./saturation-words.js";

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
