/** `headroom next`: every change that the parts propose, tried, judged and ranked; and pairs, where none alone does. */
import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import type { Change } from "../../model/changes/change.js";
import { coresNow } from "../../model/check/inventory.js";
import type { Files } from "../../model/source/index.js";
import type { SourceNode } from "../../model/source/source-tree.js";
import type { Progress } from "../execute/run-study.js";
import type { Runner } from "../execute/threads.js";
import { CutShort } from "../findings/cut-short.js";
import { documentHead } from "../plan/provenance.js";
import { objectivesOf, type Study, type StudyVariant } from "../plan/study.js";
import { busiestIn } from "./busier.js";
import { type Candidate, candidatesIn, originOf, textOf } from "./candidates.js";
import { bestOf, field, inOrder, race } from "./choose.js";
import { measuredOf, nameOf, type Side } from "./gain-metric.js";
import { growthIn, growthWords } from "./growth.js";
import { judged, levelOf, notTried } from "./judge-change.js";
import { pairsOf, type Tried } from "./pairs.js";
import { whyNoGain } from "./prune.js";
import { Tries } from "./tries.js";
import { gainMetric } from "./which-metric.js";

export interface NextOptions {
  readonly all: boolean; // Simulate even what theory says cannot gain.
  readonly also?: readonly string[]; // Names of changes to simulate whatever theory says.
  readonly root?: SourceNode; // All that is said of the variant, where its file is not all.
}

const LEAST_WINDOW_MS = 60_000;
const LEAST_WARM_UP_MS = 10_000;
const MORE = 2; // Times the replications, for what may be luck among many.

/** @param given of a single model @param files that the model was read from */
export async function tryChanges(
  given: Study,
  files: Files,
  runner: Runner,
  { all, also = [], root }: NextOptions,
  progress: (now: Progress) => void = () => {},
): Promise<NextFindings> {
  const study = given.steady === null ? given : withWindow(given);
  const [variant] = study.variants;
  const origin = originOf(study, root ?? null, files);
  if (origin === null) throw new Error(`${variant.file} cannot be read`);
  const cores = coresNow(variant.model);
  const tries = new Tries(study, runner, progress);
  await tries.upTo(study.replications, [variant]);
  for (const { cutShort } of tries.runs(variant)) if (cutShort !== null) throw new CutShort(cutShort, variant.model);
  const first = tries.side(variant);
  const { subject, because } = gainMetric(first, objectivesOf(variant));
  const theoryOf = ({ change }: Candidate, { model, findings }: Side = first): string =>
    whyNoGain(change, model, findings, subject) ?? "";
  const problemOf = (candidate: Candidate): string =>
    candidate.problem || (all || also.includes(candidate.change.name) ? "" : theoryOf(candidate));
  const candidates = [...candidatesIn(origin, files)];
  const simulated: (Candidate & { readonly variant: StudyVariant })[] = [];
  const simulate = async (more: readonly Candidate[]): Promise<void> => {
    const tried = more.flatMap((each) => (each.variant === null ? [] : [{ ...each, variant: each.variant }]));
    simulated.push(...tried);
    const variants = tried.map((each) => each.variant);
    await tries.upTo(study.replications, variants);
  };
  const texts = new Map<Change, string>();
  const textFor = (change: Change): string => {
    const text = texts.get(change) ?? textOf(origin, change);
    texts.set(change, text);
    return text;
  };
  const judge = (): ChangeFindings[] => {
    const now = tries.side(variant);
    const sides = simulated.map((each) => tries.side(each.variant));
    const level = levelOf(subject, now, sides);
    return candidates.map((candidate) => {
      const { change } = candidate;
      const overlay = textFor(change);
      const i = simulated.findIndex((each) => each.change === change);
      if (i < 0) return notTried(change, problemOf(candidate), overlay);
      const beside = { coresNow: cores, overlay, theory: theoryOf(candidate), tried: sides.length, level };
      return judged(change, subject, { now, after: sides[i] }, beside);
    });
  };
  await simulate(candidates.filter((candidate) => problemOf(candidate) === ""));
  const inDoubt = new Set(judge().flatMap(({ name, isInDoubt }) => (isInDoubt ? [name] : [])));
  if (inDoubt.size > 0) {
    const doubtful = simulated.flatMap((each) => (inDoubt.has(each.change.name) ? [each.variant] : []));
    await tries.upTo(MORE * study.replications, [variant, ...doubtful]);
  }
  const found = judge();
  if (needsPairs(first, found)) {
    const singles = simulated.map((candidate): Tried => {
      const at = candidates.findIndex(({ change }) => change === candidate.change);
      return { candidate, found: found[at], side: tries.side(candidate.variant) };
    });
    const pairs = pairsOf(origin, singles, files, (second, side) => theoryOf(second, side) || null);
    candidates.push(...pairs);
    await simulate(pairs);
  }
  const racing = field(judge()).map(({ name }) => name);
  const racers = simulated.filter(({ change }) => racing.includes(change.name));
  const left = (await race(racers, variant, subject, cores, tries)).map((i) => racers[i].change.name);
  const changes = inOrder(judge());
  const side = tries.side(variant);
  const { findings: now } = side;
  const growth = growthIn(side);
  const best = bestOf(changes, left);
  return {
    ...documentHead(study),
    model: variant.file,
    variant: variant.name,
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
      busiest: busiestIn(side),
    },
    changes: best === null ? changes : [best, ...changes.filter((each) => each !== best)],
    best: best?.name ?? null,
    ties: best?.verdict === "gains" ? left.filter((name) => name !== best.name) : [],
    tried: simulated.length,
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

/** An objective is missed, and no change alone helps. */
const needsPairs = ({ findings }: Side, singles: readonly ChangeFindings[]): boolean =>
  findings.verdict === "missed" &&
  !singles.some(({ verdict, objectives, loses }) => verdict === "gains" && objectives === "met" && loses === null);
