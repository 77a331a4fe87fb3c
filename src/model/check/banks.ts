/** The slots that a call or a query waits for and holds: threads of a service, connections of a pool. */
import { partKindOf, slotsIn } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import type { Hop } from "../risks/hops.js";

export interface Bank {
  readonly key: string;
  readonly part: string;
  readonly caller: string | null; // Whose pool it is; null where all share it.
  readonly what: string; // "threads", "connections"
  readonly where: string; // "web", "an instance of web", "the pool of web at shop-db"
  readonly each: number; // Of an instance.
  readonly instances: number;
  readonly waitsForGood: boolean;
}

/** Null without a limit, and where it uses what a transaction around it holds. */
export function bankOf(model: Model, hop: Hop): Bank | null {
  const { part } = hop;
  const slots = slotsIn(model, part);
  if (slots === null || slots.heldBy !== "requests" || hop.isOnHeld) return null;
  if (slots.resource !== "pool") {
    if (partKindOf(model.parts[part])?.entries === undefined) return null;
    const where = slots.instances === 1 ? part : `an instance of ${part}`;
    return { ...slots, key: part, part, caller: null, what: slots.resource, where };
  }
  const from = hop.process;
  const caller = slots.isEach === true && hop.path[0] === "parts" ? from : null;
  const instances = caller === null ? 1 : (slotsIn(model, caller)?.instances ?? 1);
  const where = caller === null ? `the pool of ${part}` : `the pool of ${caller} at ${part}`;
  return { ...slots, instances, key: `${part} pool ${caller ?? ""}`, part, caller, what: "connections", where };
}
