/** Possible changes to the queries of a database: a slow one made faster, a frequent one cached. */
import { meanOf } from "../../../engine/random/moments.js";
import { type Change, type ChangeContext, ofPart } from "../../changes/change.js";
import { at, editSteps } from "../../changes/edit-steps.js";
import { isFallback } from "../../language/policies.js";
import { DURATION } from "../../language/values/units.js";
import { askedFirst, isOnMiss, newCache, newCacheOf } from "../cache/changes.js";
import type { DatabaseOptions } from "./options.js";
import { workOf } from "./rows.js";
import { hotKey } from "./shards-changes.js";

const STANDS_OUT = 4; // Times the median of the others.
const SLOW_ALONE_MS = 50; // Where there are no others.
const FASTER = 0.25;
const HIT = "80%";

/** An index or a rewrite for a query that takes far longer than the others; none if no query stands out. */
export function fasterQuery(context: ChangeContext, name: string, { queries, tables }: DatabaseOptions): Change[] {
  const all = Object.entries(queries).map(([query, one]) => ({ query, ms: meanOf(workOf(one, tables)) }));
  const work = (query: string, ms: number) => ms * perSecond(context, name, query);
  const slow = all.filter(({ query, ms }) => {
    const others = all.filter((other) => other.query !== query).map((other) => other.ms);
    return ms >= (others.length === 0 ? SLOW_ALONE_MS : STANDS_OUT * median(others));
  });
  const worst = slow.sort((a, b) => work(b.query, b.ms) - work(a.query, a.ms))[0];
  if (worst === undefined) return [];
  const time = scaledText(at(context.data, ["parts", name, "queries", worst.query, "time"]), FASTER);
  if (time === null) return [];
  return [
    {
      name: `${name}: a faster ${worst.query}`,
      treats: "bad query",
      overlay: ofPart(name, { queries: { [worst.query]: { time } } }),
      complexity: 1,
      why: "an index, or a rewrite",
      cost: {},
      relieves: [],
      assumes: "an index or a rewrite takes a quarter of the time",
    },
  ];
}

/** An index for the query that reads most rows without one; as the model says what that saves, nothing is assumed. */
export function indexed(context: ChangeContext, name: string, { queries, tables }: DatabaseOptions): Change[] {
  const scans = Object.entries(queries).flatMap(([query, { rows, index }]) => {
    if (rows === undefined || index) return [];
    const { rows: all, "row-time": rowMs } = tables[rows.table];
    return [{ query, work: all * rowMs * perSecond(context, name, query) }];
  });
  const worst = scans.sort((a, b) => b.work - a.work)[0];
  if (worst === undefined) return [];
  return [
    {
      name: `${name}: an index for ${worst.query}`,
      treats: "bad query",
      overlay: ofPart(name, { queries: { [worst.query]: { index: true } } }),
      complexity: 1,
      why: "an index to build, and to keep with every write",
      cost: {},
      relieves: [],
    },
  ];
}

/** The read that is most of the work, asked of a cache first, wherever it is asked. */
export function cachedRead(context: ChangeContext, name: string, options: DatabaseOptions): Change[] {
  const { queries, tables, shards } = options;
  const reads = Object.entries(queries).flatMap(([query, one]) =>
    one.write || uncached(context, name, query).length === 0
      ? []
      : [{ query, work: meanOf(workOf(one, tables)) * perSecond(context, name, query) }],
  );
  const most = reads.sort((a, b) => b.work - a.work)[0];
  if (most === undefined) return [];
  const cache = `${name}-${most.query}-cache`;
  if (Object.hasOwn(context.model.parts, cache)) return [];
  const keysOf = heldOf(context, queries[most.query].of, queries);
  const lists = editSteps(
    context,
    uncached(context, name, most.query).map(({ path }) => ({ path, edit: (step) => askedFirst(cache, step) })),
  ) as { parts: Record<string, unknown> };
  return [
    {
      name: `${name}: a cache of ${most.query}`,
      treats: shards !== undefined && hotKey(context, name, options).length > 0 ? "hot key" : "read pressure",
      overlay: { parts: { [cache]: keysOf === null ? newCache(HIT) : newCacheOf(...keysOf), ...lists.parts } },
      complexity: 2,
      why: "stale answers, and when to forget them",
      cost: { caches: 1 },
      relieves: [],
      assumes:
        keysOf === null
          ? `${HIT} of the look-ups hit`
          : `it holds ${keysOf[1].toLocaleString("en")} keys${keysOf[2] ? ", and is told of every write" : ""}`,
    },
  ];
}

const HELD = 0.1; // Of all keys.

/** What the query is about, and how many of its keys a cache would hold; null: the model does not say. */
function heldOf(
  { model }: ChangeContext,
  data: string | undefined,
  queries: DatabaseOptions["queries"],
): readonly [string, number, boolean] | null {
  if (data === undefined) return null;
  const isWritten = Object.values(queries).some(({ of, write }) => of === data && write);
  return [data, Math.max(1, Math.ceil(HELD * model.data[data].keys)), isWritten];
}

const asks = ({ steps }: ChangeContext, name: string, query: string) =>
  steps.filter(({ step }) => step.query === `${name}.${query}`);

/** The steps for this query, without those on a cache miss or in a fallback. */
const uncached = (context: ChangeContext, name: string, query: string) =>
  asks(context, name, query).filter(({ path }) => !isOnMiss(path) && !isFallback(path));

const perSecond = (context: ChangeContext, name: string, query: string): number =>
  asks(context, name, query).reduce((sum, { perMs }) => sum + perMs * 1000, 0);

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const UNITS = [...DURATION.units.keys()].join("|");
const NUMBER = "(?:\\d[\\d_]*(?:\\.\\d+)?|\\.\\d+)(?:e[+-]?\\d+)?"; // As `readQuantity` reads it.
const NUMBERS = new RegExp(`(?<![\\w.])${NUMBER}(?=\\s*(?:${UNITS})\\b)`, "g");

/** "lognormal(mean 60ms, p99 300ms)" by ¼ is "lognormal(mean 15ms, p99 75ms)"; null where no duration is written. */
export function scaledText(text: unknown, factor: number): string | null {
  if (typeof text !== "string") return null;
  const scaled = text.replace(NUMBERS, (number) =>
    String(Number((Number(number.replaceAll("_", "")) * factor).toPrecision(3))),
  );
  return scaled === text ? null : scaled;
}
