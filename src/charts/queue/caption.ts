/** Title, subtitle and alt text of queues over time: how long they get, and when they have drained. */
import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import type { Caption } from "../kit/caption.js";
import { inline, showDuration } from "../kit/estimate.js";
import { count, decimal, duration } from "../kit/format.js";
import { binWords } from "../kit/time-axis.js";
import { bareName, capital, inWords, list, noun } from "../kit/words.js";
import {
  type Drained,
  isIdle,
  isQuiet,
  longest,
  longestFirst,
  type Queue,
  type QueueLine,
  queuesIn,
} from "./queues.js";

export function queueCaption(findings: Findings): Caption {
  const queues = queuesIn(findings);
  const title = titleOf(findings, queues);
  const each = queues.map(({ part, lines }) => {
    const said = lines.map((line) => {
      const oldest = isIdle(line) ? "" : `, the oldest ${duration(line.oldestMost)}`;
      return `${bareName(findings, line.variant)} ${lineWords(line, "", true)}${oldest}`;
    });
    return `${part}: ${said.join("; ")}`;
  });
  return { title, subtitle: subtitleOf(findings, queues), description: `${title}. ${each.join(". ")}.` };
}

const ALIKE = 1.1; // Times as long: no difference worth a title.

function titleOf(findings: Findings, queues: readonly Queue[]): string {
  const [first] = queues.toSorted((a, b) => Number(isQuiet(a)) - Number(isQuiet(b)) || longest(b) - longest(a));
  if (first === undefined) return "There is no queue of messages";
  if (isQuiet(first)) return `${queues.length === 1 ? `${first.part}: hardly` : "Hardly"} a message waits`;
  const others = queues.filter((queue) => queue !== first && !isQuiet(queue));
  const rest = others.length === 0 ? "" : `; ${list(others.map((queue) => `${queue.part} ${longestWords(queue)}`))}`;
  return `${first.part}: ${ofVariants(findings, first)}${rest}`;
}

/** Of the others in a word. */
function longestWords({ lines }: Queue): string {
  const [most] = longestFirst(lines) as [QueueLine];
  return most.growing === null ? `at most ${count(most.most)}` : "fills up";
}

/** "at most 9,393 messages wait in “one”, drained 481 s after “slow”; at most 12 messages wait in “two”". */
function ofVariants(findings: Findings, { lines, leftOut }: Queue): string {
  const [most, ...others] = longestFirst(lines) as [QueueLine, ...QueueLine[]];
  const least = others.at(-1);
  if (least === undefined || findings.variants.length === 1) return lineWords(most);
  const isAlike = most.growing === null && most.most <= ALIKE * Math.max(1, least.most);
  const all = lines.length + leftOut;
  const what = `${all === 2 ? "both" : `all ${inWords(all)}`} ${noun(findings, true)}`;
  if (isAlike) return lineWords(most, ` in ${what}`);
  const together = drainedAlike(findings, most, least);
  if (together !== null) return together;
  const of = (line: QueueLine): string => lineWords(line, ` in “${bareName(findings, line.variant)}”`);
  const [moment] = most.drained;
  const isSaid = moment !== undefined && most.drained.length === 1; // Once.
  return `${of(most)}; ${isSaid ? of(least).replaceAll(`after ${moment.moment}`, "after it") : of(least)}`;
}

/** "at most 9,594 messages wait in “one” and 7,190 in “two”, drained 481 s and 130 s after “slow”"; null: not after the same. */
function drainedAlike(findings: Findings, most: QueueLine, least: QueueLine): string | null {
  const [[a, ...more], [b, ...others]] = [most.drained, least.drained];
  const isOne = a !== undefined && b !== undefined && more.length + others.length === 0 && a.moment === b.moment;
  if (!isOne || a.timeMs.value === null || b.timeMs.value === null || most.growing !== null) return null;
  const of = (line: QueueLine): string => `in “${bareName(findings, line.variant)}”`;
  const times = `${duration(a.timeMs.value)} and ${duration(b.timeMs.value)}`;
  return `${messagesWait(most)} ${of(most)} and ${count(least.most)} ${of(least)}, drained ${times} after ${a.moment}`;
}

/** "at most 4,305 messages wait in “one”, drained 24.7 s after “spike”". @param withIntervals as alt text has them */
export function lineWords(line: QueueLine, where = "", withIntervals = false): string {
  if (line.growing !== null && line.growing > 0)
    return `fills up by ${decimal(line.growing)} messages a second${where}`;
  if (isIdle(line)) return `hardly a message waits${where}`;
  const drains = list(line.drained.map((each) => drainWords(each, withIntervals)));
  return `${messagesWait(line)}${where}${drains === "" ? "" : `, ${drains}`}`;
}

const messagesWait = ({ most }: QueueLine): string =>
  count(most) === "1" ? "at most 1 message waits" : `at most ${count(most)} messages wait`;

function drainWords({ moment, timeMs, watchedMs }: Drained, withInterval: boolean): string {
  if (timeMs.value === null) return `not drained ${duration(watchedMs)} after ${moment}`;
  return `drained ${withInterval ? inline(showDuration(timeMs)) : duration(timeMs.value)} after ${moment}`;
}

function subtitleOf(findings: Findings, queues: readonly Queue[]): string {
  const { variants, window, spike } = findings;
  const runs = window.replications === 1 ? "" : `, mean of the ${window.replications} replications`;
  const sentences = [
    `Messages that wait, and how long the oldest has waited, at the end of each ${binWords(variants[0]?.overTime.binMs ?? 1000)} bin${runs}.`,
    ...(window.replications === 1 ? [] : ["At most: the longest of a run, on average."]),
  ];
  const drained = queues.flatMap(({ lines }) => lines.flatMap((line) => line.drained));
  if (drained.some(({ timeMs }) => timeMs.value !== null))
    sentences.push("Dots: a queue is as short again as before what made it grow.");
  if (spike !== null) sentences.push(`Shaded: ${clean(spike.label)}.`);
  const leftOut = queues.filter((queue) => queue.leftOut > 0);
  if (leftOut.length > 0)
    sentences.push(
      `Left out, with the shortest queues: ${list(leftOut.map((queue) => leftOutWords(findings, queue)))}.`,
    );
  return capital(sentences.join(" "));
}

const leftOutWords = (findings: Findings, { part, leftOut }: Queue): string =>
  `${inWords(leftOut)} ${noun(findings, leftOut > 1)} of ${part}`;
