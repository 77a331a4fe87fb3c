/**
 * Deadlocks: calls that hold a slot while waiting for another of the same parts. With n requests at once that each hold
 * h while they wait, n · h + 1 slots rule a deadlock out, since one request then gets its slot (Coffman, Elphick &
 * Shoshani, System deadlocks, 1971).
 *
 * Waits that end by themselves (a deadline, patience, a short queue, a breakdown that loses the work) cause errors but
 * no deadlock, and are left out.
 */
import { partKindOf, slotsIn } from "../language/catalogue.js";
import type { Slots } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import { type Hop, hopsOf } from "../risks/hops.js";
import type { Sense } from "./sense.js";

/** A call that waits without limit for a thread of `hop.part` while the request holds those of `held`. */
interface Wait {
  readonly hop: Hop;
  readonly held: readonly string[]; // Parts, one entry a thread.
  readonly bounds: readonly Bound[]; // Limits on how many requests do so at once, the source's first.
}

interface Bound {
  readonly name: string; // "traffic.t", "threads of web"
  readonly count: number;
}

/** @param sense of a model without mistakes, so without circular calls */
export function checkNesting(sense: Sense, model: Model): void {
  const waits = hopsOf(model).flatMap((hop) => waitOf(model, hop) ?? []);
  const alone = [...new Set(waits.map(({ hop }) => hop.part))].filter((part) => warnOfPart(sense, model, waits, part));
  const round = waits.find(
    ({ hop, held }) =>
      !alone.includes(hop.part) && held.some((part) => part !== hop.part && leads(waits, hop.part, part)),
  );
  if (round !== undefined) warnOfRound(sense, model, waits, round);
}

/** Null where nothing is held, or where the wait ends by itself. */
function waitOf(model: Model, hop: Hop): Wait | null {
  const chain = [...hop.within, hop];
  if (chain.some(({ policies }) => policies.deadline !== undefined)) return null;
  if (threadsOf(model, hop.part)?.waitsForGood !== true) return null;
  const left = chain.findLastIndex(({ policies }) => policies.timeout !== undefined); // Its callers do not wait on.
  const held = hop.within
    .slice(Math.max(0, left))
    .flatMap(({ part }) => (threadsOf(model, part) === null ? [] : [part]));
  return held.length === 0 ? null : { hop, held, bounds: boundsOf(model, hop, left) };
}

/** The part's threads; null if it has no steps, and so calls nothing while one is held. */
function threadsOf(model: Model, name: string): Slots | null {
  const slots = slotsIn(model, name);
  return slots?.heldBy === "requests" && partKindOf(model.parts[name])?.entries !== undefined ? slots : null;
}

/** The limits of the chain's source, and of every part on the way whose threads are held to the end. */
function boundsOf(model: Model, hop: Hop, left: number): Bound[] {
  const chain = [...hop.within, hop];
  const first = hop.within[0] as Hop;
  const copies = (from: number): number => chain.slice(from).reduce((product, { atOnce }) => product * atOnce, 1);
  const { users } = model.traffic[first.source] ?? {};
  const begins =
    first.path[0] === "traffic"
      ? { name: `traffic.${first.source}`, count: users ?? Infinity }
      : { name: `workers of ${first.from}`, count: slotsIn(model, first.from)?.each ?? Infinity };
  const all: Bound = { name: begins.name, count: left >= 0 ? Infinity : begins.count * copies(0) };
  const gates = hop.within.flatMap(({ part }, i) => {
    const threads = threadsOf(model, part);
    return part === hop.part || i < left || threads === null
      ? []
      : [{ name: `threads of ${part}`, count: threads.each * threads.instances * copies(i + 1) }];
  });
  return [all, ...gates];
}

/** Can requests of one part alone wait for each other? */
function warnOfPart(sense: Sense, model: Model, waits: readonly Wait[], part: string): boolean {
  const own = waits.filter(({ hop, held }) => hop.part === part && held.includes(part));
  const [first] = own;
  if (first === undefined) return false;
  const { each: threads, instances } = threadsOf(model, part)!;
  const heldAtOnce = ({ held }: Wait): number => held.filter((each) => each === part).length;
  const held = mostAtOnce(own, heldAtOnce);
  if (held < threads) return false;
  const where = instances === 1 ? part : `an instance of ${part}`;
  const more = Math.max(...own.map(heldAtOnce)) === 1 ? "one" : "some";
  sense.warn(
    [...first.hop.path, first.hop.verb],
    `requests may wait for each other for ever: each holds ${more} of the ${threads} threads of ${where} and waits for another`,
    held < Infinity
      ? `${held + 1} threads are enough for all that may come at once; or ${ELSE}`
      : `no number of threads is safe from open traffic: ${ELSE}`,
  );
  return true;
}

/** The most slots that all these waits hold at once: by the tightest limit on each way, or the source's. */
function mostAtOnce(waits: readonly Wait[], heldAtOnce: (wait: Wait) => number): number {
  const sum = (bound: (wait: Wait) => Bound): number => {
    const most = new Map<string, number>(); // By limit, so that none counts twice.
    for (const wait of waits) {
      const { name, count } = bound(wait);
      most.set(name, Math.max(most.get(name) ?? 0, count * heldAtOnce(wait)));
    }
    return [...most.values()].reduce((a, b) => a + b, 0);
  };
  const narrowest = ({ bounds }: Wait): Bound => bounds.reduce((a, b) => (b.count < a.count ? b : a));
  return Math.min(
    sum(narrowest),
    sum(({ bounds }) => bounds[0] as Bound),
  );
}

const ELSE = "limit the wait by a deadline or by patience, or answer the inner call with threads of another part";

/** Whether requests that hold `from` wait for `to`, perhaps through more parts. */
function leads(waits: readonly Wait[], from: string, to: string, seen: readonly string[] = []): boolean {
  if (from === to) return true;
  const next = waits
    .filter(({ held, hop }) => held.includes(from) && !seen.includes(hop.part))
    .map(({ hop }) => hop.part);
  return [...new Set(next)].some((part) => leads(waits, part, to, [...seen, from]));
}

function warnOfRound(sense: Sense, model: Model, waits: readonly Wait[], { hop, held }: Wait): void {
  const from = held.find((part) => part !== hop.part && leads(waits, hop.part, part)) as string;
  const both = waits.filter((wait) => [from, hop.part].some((part) => wait.held.includes(part)));
  const slots = [from, hop.part].reduce((sum, part) => sum + (threadsOf(model, part)?.each ?? Infinity), 0);
  if (mostAtOnce(both, (wait) => wait.held.length) < slots) return;
  sense.warn(
    [...hop.path, hop.verb],
    `requests may wait for each other for ever: those that hold threads of ${from} wait for ${hop.part}, and those that hold threads of ${hop.part} wait for ${from}`,
    `call in one direction only, or ${ELSE}`,
  );
}
