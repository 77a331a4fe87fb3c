/**
 * Deadlocks: calls that hold a slot while waiting for another of the same parts, and transactions that hold a connection
 * while waiting for another of the same pool. With n requests at once that each hold
 * h while they wait, n · h + 1 slots rule a deadlock out, since one request then gets its slot (Coffman, Elphick &
 * Shoshani, System deadlocks, 1971).
 *
 * Waits that end by themselves (a deadline, patience, a short queue, a breakdown that loses the work) cause errors but
 * no deadlock, and are left out.
 */
import { slotsIn } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { type Hop, hopsOf } from "../risks/hops.js";
import { type Bank, bankOf } from "./banks.js";
import type { Sense } from "./sense.js";

/** A call that waits without limit for a slot of a bank while the request holds those of others. */
interface Wait {
  readonly hop: Hop;
  readonly bank: Bank;
  readonly held: readonly string[]; // Banks, one entry a slot.
  readonly bounds: readonly Bound[]; // Limits on how many requests do so at once, the source's first.
}

interface Bound {
  readonly name: string; // "traffic.t", "threads of web"
  readonly count: number;
}

/** @param sense of a model without mistakes, so without circular calls */
export function checkNesting(sense: Sense, model: Model): void {
  const hops = hopsOf(model);
  if (hops.some((hop) => refusesItself(sense, model, hop))) return;
  const waits = hops.flatMap((hop) => waitOf(model, hop) ?? []);
  const keys = [...new Set(waits.map(({ bank }) => bank.key))];
  const alone = keys.filter((key) => warnOfBank(sense, waits, key));
  const round = waits.find(
    ({ bank, held }) =>
      !alone.includes(bank.key) && held.some((key) => key !== bank.key && leads(waits, bank.key, key)),
  );
  if (round !== undefined) warnOfRound(sense, waits, round);
}

const heldBy = (model: Model, hops: readonly Hop[]): Bank[] => hops.flatMap((outer) => bankOf(model, outer) ?? []);

/** A request that alone needs more connections of a pool than it has never gets the last of them. */
function refusesItself(sense: Sense, model: Model, hop: Hop): boolean {
  const bank = bankOf(model, hop);
  if (bank?.what !== "connections") return false;
  const held = heldBy(model, hop.within).filter(({ key }) => key === bank.key).length;
  if (held < bank.each) return false;
  sense.error(
    [...hop.path, hop.verb],
    `needs ${held + 1} connections at once of ${bank.where}, which has ${bank.each}: it never gets the last one`,
    `${INSIDE}; or \`pool.connections\` of ${held + 1} at least, and (n · ${held}) + 1 where n requests may come at once`,
  );
  return true;
}

/** Null where nothing is held, or where the wait ends by itself. */
function waitOf(model: Model, hop: Hop): Wait | null {
  const chain = [...hop.within, hop];
  if (chain.some(({ policies }) => policies.deadline !== undefined)) return null;
  const bank = bankOf(model, hop);
  if (bank?.waitsForGood !== true) return null;
  const left = chain.findLastIndex(({ policies }) => policies.timeout !== undefined); // Its callers do not wait on.
  const held = heldBy(model, hop.within.slice(Math.max(0, left))).map(({ key }) => key);
  return held.length === 0 ? null : { hop, bank, held, bounds: boundsOf(model, hop, bank, left) };
}

/** The limits of the chain's source, and of every bank on the way whose slots are held to the end. */
function boundsOf(model: Model, hop: Hop, bank: Bank, left: number): Bound[] {
  const chain = [...hop.within, hop];
  const first = chain[0] as Hop;
  const copies = (from: number): number => chain.slice(from).reduce((product, { atOnce }) => product * atOnce, 1);
  const { users } = model.traffic[first.source] ?? {};
  const begins =
    first.path[0] === "traffic"
      ? { name: `traffic.${first.source}`, count: users ?? Infinity }
      : { name: `workers of ${first.from}`, count: slotsIn(model, first.from)?.each ?? Infinity };
  const all: Bound = { name: begins.name, count: left >= 0 ? Infinity : begins.count * copies(0) };
  const gates = hop.within.flatMap((outer, i) => {
    const gate = bankOf(model, outer);
    if (gate === null || gate.key === bank.key || i < left) return [];
    const instances = gate.key === bank.caller ? 1 : gate.instances; // Each has a pool of its own.
    return [{ name: `${gate.what} of ${gate.key}`, count: gate.each * instances * copies(i + 1) }];
  });
  return [all, ...gates];
}

/** Can requests that want slots of one bank alone wait for each other? */
function warnOfBank(sense: Sense, waits: readonly Wait[], key: string): boolean {
  const own = waits.filter(({ bank, held }) => bank.key === key && held.includes(key));
  const [first] = own;
  if (first === undefined) return false;
  const { each, what, where } = first.bank;
  const heldAtOnce = ({ held }: Wait): number => held.filter((one) => one === key).length;
  const held = mostAtOnce(own, heldAtOnce);
  if (held < each) return false;
  const more = Math.max(...own.map(heldAtOnce)) === 1 ? "one" : "some";
  const else_ = what === "connections" ? `${INSIDE}, or give the pool an \`acquire\` time` : ELSE;
  sense.warn(
    [...first.hop.path, first.hop.verb],
    `requests may wait for each other for ever: each holds ${more} of the ${each} ${what} of ${where} and waits for another`,
    held < Infinity
      ? `${held + 1} ${what} are enough for all that may come at once; or ${else_}`
      : `no number of ${what} is safe from open traffic: ${else_}`,
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
const INSIDE = "ask on the connection that the transaction holds, in its own `steps`";

/** Whether requests that hold `from` wait for `to`, perhaps through more banks; each bank is looked at once. */
function leads(waits: readonly Wait[], from: string, to: string): boolean {
  const reached = new Set([from]);
  for (const key of reached) for (const { held, bank } of waits) if (held.includes(key)) reached.add(bank.key);
  return reached.has(to);
}

function warnOfRound(sense: Sense, waits: readonly Wait[], { hop, bank, held }: Wait): void {
  const from = held.find((key) => key !== bank.key && leads(waits, bank.key, key)) as string;
  const both = waits.filter((wait) => [from, bank.key].some((key) => wait.held.includes(key)));
  const bankAt = (key: string): Bank | undefined => waits.find((wait) => wait.bank.key === key)?.bank;
  const slots = [from, bank.key].reduce((sum, key) => sum + (bankAt(key)?.each ?? Infinity), 0);
  if (mostAtOnce(both, (wait) => wait.held.length) < slots) return;
  const [a, b] = [bankAt(from), bank].map((one) => ({
    held: `${one?.what} of ${one?.where}`,
    at: one && placeOf(one),
  }));
  sense.warn(
    [...hop.path, hop.verb],
    `requests may wait for each other for ever: those that hold ${a?.held} wait for ${b?.at}, and those that hold ${b?.held} wait for ${a?.at}`,
    `call in one direction only, or ${ELSE}`,
  );
}

const placeOf = ({ what, part, where }: Bank): string => (what === "connections" ? where : part);
