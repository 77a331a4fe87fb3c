/** Runs a model or an experiment that a test writes as a file, as the command line would. */
import type { Findings, VariantFindings } from "../../src/analysis/findings/findings.js";
import runJob from "../../src/experiment/execute/run-job.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { variantFindings } from "../../src/experiment/findings/variant-findings.js";
import type { Side } from "../../src/experiment/next/gain-metric.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { type Study, windowJobs } from "../../src/experiment/plan/study.js";
import { withTheory } from "../../src/experiment/theory/with-theory.js";
import { hasErrors, memoryFiles, render } from "../../src/model/source/index.js";

export function studyOf(files: Readonly<Record<string, string>>, open = "model.yaml"): Study {
  const { study, diagnostics, textOf } = openStudy(open, memoryFiles(files), {});
  if (study === null || hasErrors(diagnostics))
    throw new Error(render(diagnostics, textOf, { color: false, width: 100 }));
  return study;
}

export const findingsOf = (model: string): Promise<Findings> => runStudy(studyOf({ "model.yaml": model }), threads(1));

export async function variantOf(model: string): Promise<VariantFindings> {
  const { variants } = await findingsOf(model);
  return variants[0]!;
}

/** A model as `next` sees it before or after a change. */
export function sideOf(text: string): Side {
  const study = studyOf({ "model.yaml": text });
  const [variant] = study.variants;
  const { model } = variant!;
  const runs = windowJobs(study, variant!).map(runJob);
  return { model, runs, findings: variantFindings(study, variant!, { window: runs, load: [], steady: null }) };
}

/** Runs one model, and asks what theory says of another. */
export function besideWrongTheory(model: string, believed: string): VariantFindings {
  const study = studyOf({ "model.yaml": model });
  const [variant] = study.variants;
  const window = windowJobs(study, variant!).map(runJob);
  const found = variantFindings(study, variant!, { window, load: [], steady: null });
  const { variants } = studyOf({ "model.yaml": believed });
  return withTheory({ ...study, variants }, [found], [window])[0]!;
}
