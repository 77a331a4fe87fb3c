/**
 * A line without an end: an overload turns into waiting that nobody outlives, instead of errors that all can see. Not
 * where something around bounds it: a deadline, a part that refuses what it cannot serve.
 */
import { checkSense } from "../check/check-sense.js";
import type { RiskRule } from "./risk.js";

interface Lines {
  readonly threads?: number;
  readonly queue?: number;
  readonly patience?: unknown;
  readonly limit?: number;
  readonly pool?: { readonly queue: number; readonly acquire?: unknown };
}

export const unboundedQueue: RiskRule = (model) => {
  const { loads } = checkSense(model, () => null);
  const isBounded = (name: string, resource: string): boolean => {
    const own = loads.filter((load) => load.part === name && load.resource.startsWith(resource));
    return own.length > 0 && own.every(({ boundedBy }) => boundedBy.length > 0);
  };
  return Object.entries(model.parts).flatMap(([name, options]) => {
    const { threads = Number.POSITIVE_INFINITY, queue, patience, limit, pool } = options as Lines;
    const risk = (subject: string, what: string, ...under: string[]) => ({
      rule: "unbounded-queue",
      subject,
      message: `${what} is unbounded: an overload becomes waiting, not errors`,
      path: ["parts", name, ...under],
    });
    if (options.type === "service" && Number.isFinite(threads) && isEndless(queue) && patience === undefined)
      return isBounded(name, "threads") ? [] : [risk(`${name} threads`, "the line for its threads")];
    if (options.type === "database" && pool !== undefined && isEndless(pool.queue) && pool.acquire === undefined)
      return isBounded(name, "pool") ? [] : [risk(`${name} pool`, "the line for a connection", "pool")];
    return options.type === "work-queue" && isEndless(limit) ? [risk(name, "the queue")] : [];
  });
};

const isEndless = (limit: number | undefined): boolean => limit === undefined || !Number.isFinite(limit);
