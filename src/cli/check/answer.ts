/** What `check` says first: is it valid, is it overloaded, and what comes next? */
import { list } from "../../charts/kit/words.js";
import type { VariantLoads } from "../../experiment/plan/open-study.js";
import type { Study } from "../../experiment/plan/study.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import { usersIn } from "../../model/traffic/load-factor.js";
import type { Answer, NextStep } from "../../report/kit/answer.js";
import { clean } from "../../text/safe-text.js";
import { headroomCommand } from "../kit/shell.js";
import { growthIn } from "./load-growth.js";
import { growthWords, percent, shareOf, used } from "./load-words.js";
import { type SaturationLine, saturationWords } from "./saturation-words.js";

/** @param simulated what each can do at most; empty if that was not asked for */
export function checkAnswer(
  file: string,
  study: Study,
  loads: readonly VariantLoads[],
  simulated: readonly SaturationLine[] = [],
): Answer {
  return loads.length > 1 ? ofMany(file, study, loads) : ofOne(file, study, loads[0]?.resources ?? [], simulated);
}

function ofOne(file: string, study: Study, all: readonly OfferedLoad[], simulated: readonly SaturationLine[]): Answer {
  const resources = used(all);
  const [variant] = study.variants;
  const name = `“${clean(study.title)}”`;
  const over = overloaded(resources);
  const isClosed = variant !== undefined && usersIn(variant.model) > 0;
  const users = "only a run can tell what its closed users ask for, as they are answered";
  const growth = variant === undefined ? null : growthIn(study, variant.model);
  const why = [
    ...over.slice(0, 1).map(outlookWords),
    ...(over.length === 0 && resources.some((load) => shareOf(load) >= NEARLY_FULL)
      ? ["So close to full, requests wait long: only a run can tell how long."]
      : []),
    ...(isClosed && resources.length > 0 ? [`To that comes what closed users ask for: ${users}.`] : []),
    ...retriedWords(resources),
    ...(growth === null ? [] : [growthWords(growth)]),
    ...simulated.map((line) => saturationWords(line)),
  ];
  if (over.length > 0) {
    const sure = over.some(({ queue }) => queue !== "unknown");
    return {
      verdict: `${name} is valid, but ${sure ? "overloaded" : "perhaps overloaded"} at its highest rate: ${list(over.slice(0, MOST).map(askedWords))}.`,
      tone: sure ? "missed" : "unknown",
      why,
      next: { words: "see which change helps", command: headroomCommand("next", file) },
    };
  }
  const [most] = resources;
  const load =
    most !== undefined
      ? `, and nothing is overloaded at its highest rate: ${named(most)} ${are(most)} the busiest, at ${percent(shareOf(most))}`
      : isClosed
        ? `; ${users}`
        : "; it uses no limited resource, so nothing can be overloaded";
  return { verdict: `${name} is valid${load}.`, tone: "met", why, next: run(file) };
}

function ofMany(file: string, { title, variants }: Study, loads: readonly VariantLoads[]): Answer {
  const each = loads.map(({ variant, resources }) => ({ variant: clean(variant), resources: used(resources) }));
  const over = each.filter(({ resources }) => overloaded(resources).length > 0);
  const closed = variants.filter(({ model }) => usersIn(model) > 0).length;
  const users = closed === 0 ? [] : ["What closed users ask for is not in it: only a run can tell."];
  const [worst] = each
    .flatMap(({ variant, resources }) => resources.map((load) => ({ variant, load })))
    .toSorted((a, b) => shareOf(b.load) - shareOf(a.load));
  const head = `“${clean(title)}” is valid`;
  if (over.length === 0) {
    const none =
      worst === undefined
        ? "; no limited resource is used by an open source"
        : `, and none of its ${loads.length} variants is overloaded at its highest rate: ${busiestWords(worst, each)}`;
    return { verdict: `${head}${none}.`, tone: "met", why: users, next: run(file) };
  }
  const sure = over.filter(({ resources }) => overloaded(resources).some(({ queue }) => queue !== "unknown"));
  const perhaps = sure.length === 0 ? "perhaps " : "";
  const seen = sure.length === 0 ? [] : ["No run is needed to see it."];
  const tone = sure.length > 0 ? "missed" : "unknown";
  if (over.length === 1) {
    const [{ variant, resources }] = over;
    const most = askedWords(overloaded(resources)[0]);
    const verdict = `${head}; of its ${loads.length} variants only “${variant}” is ${perhaps}overloaded at the highest rate: ${most}.`;
    return { verdict, tone, why: [...seen, ...users], next: run(file) };
  }
  const many =
    over.length === loads.length ? `all ${loads.length} variants` : `${over.length} of ${loads.length} variants`;
  const which = over.length > MOST ? "" : ` (${list(over.map(({ variant }) => `“${variant}”`))})`;
  const most = worst === undefined ? [] : [`The most is asked in “${worst.variant}”, where ${askedWords(worst.load)}.`];
  return {
    verdict: `${head}; ${many}${which} are ${perhaps}overloaded at the highest rate.`,
    tone,
    why: [...most, ...seen, ...users],
    next: run(file),
  };
}

interface Placed {
  readonly variant: string;
  readonly load: OfferedLoad;
}

/** "web cores are the busiest, at 45% in “two”", or "in all of them". */
function busiestWords(
  { variant, load }: Placed,
  each: readonly { readonly resources: readonly OfferedLoad[] }[],
): string {
  const isEverywhere = each.every(
    ({ resources: [most] }) => most !== undefined && named(most) === named(load) && shareOf(most) === shareOf(load),
  );
  const where = isEverywhere ? "in all of them" : `in “${variant}”`;
  return `${named(load)} ${are(load)} the busiest, at ${percent(shareOf(load))} ${where}`;
}

const MOST = 3;
const NEARLY_FULL = 0.9;
const run = (file: string): NextStep => ({ words: "simulate it", command: headroomCommand("run", file) });
const named = ({ part, resource }: OfferedLoad): string => `${part} ${resource}`;
const isMany = ({ resource }: OfferedLoad): boolean => /s$/.test(resource);
const are = (load: OfferedLoad): string => (isMany(load) ? "are" : "is");
const overloaded = (resources: readonly OfferedLoad[]): OfferedLoad[] =>
  resources.filter(({ queue }) => queue !== "fits");

/** "web cores are asked for 180% of what they have". */
function askedWords(load: OfferedLoad): string {
  const busiest = load.uneven === null ? "" : `, at the busiest of ${load.uneven.instances},`;
  return `${named(load)}${busiest} ${are(load)} asked for ${percent(shareOf(load))} of what ${isMany(load) ? "they have" : "it has"}`;
}

function outlookWords({ queue, boundedBy }: OfferedLoad): string {
  if (queue === "unknown") return "Only a run can tell whether enough is turned away.";
  if (queue === "grows") return "No run is needed to see it: the queue grows as long as that lasts.";
  const by = boundedBy.length === 0 ? "" : ` by ${list(boundedBy.slice(0, MOST))}`;
  return `No run is needed to see it: what is too much is refused or stopped${by}.`;
}

/** "If every call is retried, db pool is asked for 180% of what it has." */
function retriedWords(resources: readonly OfferedLoad[]): string[] {
  const [worst] = resources
    .filter((load) => shareOf(load) < 1 && load.busyAtWorst >= load.capacity)
    .toSorted((a, b) => b.busyAtWorst / b.capacity - a.busyAtWorst / a.capacity);
  if (worst === undefined) return [];
  const share = percent(worst.busyAtWorst / worst.capacity);
  return [
    `If all is retried, ${named(worst)} ${are(worst)} asked for ${share} of what ${isMany(worst) ? "they have" : "it has"}.`,
  ];
}
