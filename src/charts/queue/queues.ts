/** What is drawn of queues of messages: for each, every variant that has it, and when it has drained. */
import type { Estimate, Findings, QueueOverTime, VariantFindings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { drawable, largest } from "../kit/numbers.js";

const MOST_QUEUES = 4;
const MOST_LINES = 7; // Of which names stand at the ends.

export interface QueueLine {
  readonly variant: number;
  readonly depth: QueueOverTime["depth"];
  readonly oldestMs: QueueOverTime["oldestMs"];
  readonly most: number; // Waiting, in a run on average.
  readonly oldestMost: number;
  readonly growing: number | null; // Messages a second that come in and do not leave; null: it does not fill up.
  readonly drained: readonly Drained[]; // After each moment by which it had grown.
}

export interface Drained {
  readonly moment: string; // “provider slow”
  readonly endMs: number;
  readonly timeMs: Estimate; // No value if it has not drained in every replication.
  readonly watchedMs: number;
}

export interface Queue {
  readonly part: string;
  readonly lines: readonly QueueLine[];
  readonly leftOut: number; // Variants with a shorter queue.
}

/** Those of any variant; of many, the longest, in the order of the models. */
export function queuesIn(findings: Findings): readonly Queue[] {
  const all = allQueues(findings).map(({ lines, ...queue }): Queue => {
    const shown = new Set(longestFirst(lines).slice(0, MOST_LINES));
    return { ...queue, lines: lines.filter((line) => shown.has(line)), leftOut: lines.length - shown.size };
  });
  const drawn = new Set(all.toSorted((a, b) => longest(b) - longest(a)).slice(0, MOST_QUEUES));
  return all.filter((queue) => drawn.has(queue));
}

/** With every variant that uses it. */
export function allQueues(findings: Findings): readonly Queue[] {
  const { variants } = findings;
  const parts = [...new Set(variants.flatMap(({ overTime }) => (overTime.queues ?? []).map(({ part }) => part)))];
  return parts.flatMap((part): Queue[] => {
    const lines = variants.flatMap((variant, i) => lineOf(findings, variant, i, part) ?? []);
    return lines.length === 0 ? [] : [{ part, lines, leftOut: 0 }];
  });
}

export const longestFirst = (lines: readonly QueueLine[]): readonly QueueLine[] =>
  lines.toSorted((a, b) => b.most - a.most || a.variant - b.variant);

/** On average fewer than one waits, at the end of any bin: there is nothing to draw. */
export const isIdle = ({ depth }: QueueLine): boolean => (largest(depth) ?? 0) < 1;

export const isQuiet = ({ lines }: Queue): boolean => lines.every(isIdle);

export const longest = ({ lines }: Queue): number => largest(lines.map(({ most }) => most)) ?? 0;

function lineOf(findings: Findings, variant: VariantFindings, index: number, part: string): QueueLine | null {
  const { overTime, parts } = variant;
  const found = overTime.queues?.find((queue) => queue.part === part);
  if (found === undefined) return null;
  const { depth, oldestMs } = found;
  if (isUnused(variant, found)) return null;
  const measures = Object.hasOwn(parts, part) ? parts[part]!.measures : {};
  const most = drawable(measures.depthMax?.value ?? null) ?? largest(depth) ?? 0;
  const oldestMost = drawable(measures.oldestMsMax?.value ?? null) ?? largest(oldestMs) ?? 0;
  const growing = isGrowing(variant, part) ? slope(found, overTime.binMs) : null;
  return { variant: index, depth, oldestMs, most, oldestMost, growing, drained: drainedIn(findings, variant, part) };
}

/** Nothing is published there in this variant: it is another's queue. */
const isUnused = ({ parts }: VariantFindings, { part, depth }: QueueOverTime): boolean =>
  Object.hasOwn(parts, part) &&
  parts[part]!.measures.failedMessages?.value === null &&
  (parts[part]!.measures.oldestOpenMsMax?.value ?? 0) === 0 && // Workers may hold them all, for a batch.
  depth.every((each) => each === 0);

/** Its figures are refused then. */
const isGrowing = ({ drift, parts }: VariantFindings, part: string): boolean =>
  drift !== null && Object.hasOwn(parts, part) && parts[part]!.queueLength.value === null;

/** From the first quarter of the time to the last. @returns messages a second */
function slope({ depth }: QueueOverTime, binMs: number): number {
  const quarter = Math.max(1, Math.floor(depth.length / 4));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const rise = mean(depth.slice(-quarter)) - mean(depth.slice(0, quarter));
  return rise / ((Math.max(1, depth.length - quarter) * binMs) / 1000);
}

function drainedIn({ spike, window }: Findings, variant: VariantFindings, part: string): readonly Drained[] {
  const { overTime, recovery, recoveries, moments = [] } = variant;
  const alone = moments[0] ?? (spike === null ? undefined : { ...spike, name: spike.label || "the spike" });
  const after =
    recoveries?.map((each) => ({ of: each, moment: moments.find(({ name }) => name === each.moment) })) ??
    (recovery === null ? [] : [{ of: recovery, moment: alone }]);
  return after.flatMap(({ of, moment }) => {
    const timeMs = of.drained?.[part]?.timeMs;
    if (timeMs === undefined || moment === undefined) return [];
    const isSeen = timeMs.value === null ? drawable(timeMs.low) !== null : timeMs.value > overTime.binMs / 2;
    const name = `“${clean(moment.name)}”`;
    return isSeen ? [{ moment: name, endMs: moment.toMs, timeMs, watchedMs: window.toMs - moment.toMs }] : [];
  });
}
