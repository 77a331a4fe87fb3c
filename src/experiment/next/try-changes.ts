/** `headroom next`: every change that the parts propose, tried, judged and ranked. */
import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import type { Change } from "../../model/changes/change.js";
import { overlayFile } from "../../model/changes/overlay-file.js";
import { proposedChanges } from "../../model/changes/propose.js";
import { coresNow } from "../../model/check/inventory.js";
import { type Files, hasErrors } from "../../model/source/index.js";
import { fileNameOf, resolveFrom } from "../../model/source/paths.js";
import { readModel } from "../../model/source/read-model.js";
import type { Progress } from "../execute/run-study.js";
import type { Runner } from "../execute/threads.js";
import { CutShort } from "../findings/cut-short.js";
import { documentHead } from "../plan/provenance.js";
import { objectivesOf, type Study, type StudyVariant } from "../plan/study.js";
import { isWell } from "./change-verdict.js";
import { bestOf, field, inOrder, race } from "./choose.js";
import { measuredOf, nameOf } from "./gain-metric.js";
import { growthIn, growthWords } from "./growth.js";
import { judged, notTried } from "./judge-change.js";
import { whyNoGain } from "./prune.js";
import { Tries } from "./tries.js";
import { gainMetric } from "./which-metric.js";

export interface NextOptions {
  readonly all: boolean; // Simulate even what theory says cannot gain.
}

const LEAST_WINDOW_MS = 60_000;
const LEAST_WARM_UP_MS = 10_000;

/** @param given of a single model @param files that the model was read from */
export async function tryChanges(
  given: Study,
  files: Files,
  runner: Runner,
  { all }: NextOptions,
  progress: (now: Progress) => void = () => {},
): Promise<NextFindings> {
  const study = given.steady === null ? given : withWindow(given);
  const [variant] = study.variants;
  const cores = coresNow(variant.model);
  const tries = new Tries(study, runner, progress);
  await tries.upTo(study.replications, [variant]);
  for (const { cutShort } of tries.runs(variant)) if (cutShort !== null) throw new CutShort(cutShort, variant.model);
  const first = tries.side(variant);
  const { subject, because } = gainMetric(first, objectivesOf(variant));
  const candidates = candidatesOf(variant.file, study.title, files);
  const theoryOf = ({ change }: Candidate): string => whyNoGain(change, variant.model, first.findings, subject) ?? "";
  const problemOf = (candidate: Candidate): string => candidate.problem || (all ? "" : theoryOf(candidate));
  const tried = candidates.flatMap((candidate) =>
    candidate.variant === null || problemOf(candidate) !== ""
      ? []
      : [{ change: candidate.change, variant: candidate.variant }],
  );
  await tries.upTo(
    study.replications,
    tried.map((each) => each.variant),
  );
  const judge = (): ChangeFindings[] => {
    const now = tries.side(variant);
    return candidates.map((candidate) => {
      const { change } = candidate;
      const overlay = overlayFile(change, fileNameOf(variant.file), study.title);
      const one = tried.find((each) => each.change === change);
      if (one === undefined) return notTried(change, problemOf(candidate), overlay);
      return judged(
        change,
        subject,
        { now, after: tries.side(one.variant) },
        { coresNow: cores, overlay, theory: theoryOf(candidate) },
      );
    });
  };
  const racing = field(judge(), isWell(tries.side(variant))).map(({ name }) => name);
  const racers = tried.filter(({ change }) => racing.includes(change.name));
  const left = (await race(racers, variant, subject, cores, tries)).map((i) => racers[i].change.name);
  const changes = inOrder(judge(), isWell(tries.side(variant)));
  const side = tries.side(variant);
  const { findings: now } = side;
  const growth = growthIn(side);
  const best = bestOf(changes, left, isWell(side));
  return {
    ...documentHead(study),
    model: variant.file,
    window: { fromMs: study.warmUpMs, toMs: study.warmUpMs + study.durationMs },
    metric: nameOf(subject),
    because,
    now: {
      measured: measuredOf(subject, side),
      unit: subject.unit,
      verdict: now.verdict,
      objectives: now.objectives,
      growing: growth !== null,
      grows: growth === null ? null : growthWords(growth),
      stuck: now.standstill === null ? null : stuckWords(now.standstill),
    },
    changes: best === null ? changes : [best, ...changes.filter((each) => each !== best)],
    best: best?.name ?? null,
    ties: best?.verdict === "gains" ? left.filter((name) => name !== best.name) : [],
    verdict: best?.objectives ?? now.verdict,
    simulated: { requests: tries.tally.requests, events: tries.tally.events, runs: tries.tally.done },
  };
}

/** A precision is for the figures of a few variants; here a window does. */
const withWindow = (study: Study): Study => ({
  ...study,
  steady: null,
  warmUpMs: Math.max(LEAST_WARM_UP_MS, study.warmUpMs),
  durationMs: Math.max(LEAST_WINDOW_MS, study.durationMs),
});

interface Candidate {
  readonly change: Change;
  readonly variant: StudyVariant | null; // null: it cannot be made here.
  readonly problem: string; // Why; empty otherwise.
}

/** Every change as a model that could be run: its overlay written, read and checked like any file. */
export function candidatesOf(file: string, title: string, files: Files): readonly Candidate[] {
  return proposedChanges(readModel(file, files)).map((change, i) => {
    const path = resolveFrom(file, `.headroom-next-${i}.yaml`);
    const text = overlayFile(change, fileNameOf(file), title);
    const { model, diagnostics } = readModel(path, {
      ...files,
      read: (asked) => (asked === path ? text : files.read(asked)),
    });
    const said = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    if (model === null || hasErrors(diagnostics)) return { change, variant: null, problem: said.join("; ") };
    return { change, variant: { name: change.name, file, model }, problem: "" };
  });
}
