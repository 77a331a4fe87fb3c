/** How a file describes traffic whose requests were recorded one by one, and what its record comes to. */
import { z } from "zod";
import { withOtherWords } from "../language/other-words.js";
import { dotted, name } from "../language/policies.js";
import { count, number, percent } from "../language/values/index.js";
import { DURATION } from "../language/values/units.js";
import { RECORD_WORDS } from "./other-words.js";

const asWritten = z.union([z.string(), z.number().transform(String)]);

const unit = () =>
  z
    .enum([...DURATION.units.keys()] as [string, ...string[]])
    .optional()
    .describe("Unit of its numbers; if not given, the one in the column's name, as in duration_ms");

/** A column by its name, or with more to say of it. */
const column = <Shape extends z.ZodRawShape>(more: Shape) =>
  z.union([
    asWritten.transform((column) => ({ column }) as { column: string } & Partial<z.output<z.ZodObject<Shape>>>),
    z.strictObject({ column: asWritten.describe("Name of the column"), ...more }),
  ]);

export const recorded = () =>
  withOtherWords(
    z.strictObject({
      from: z
        .string()
        .describe(
          "A CSV file, or JSON lines (.jsonl, .ndjson): a row for each request. The first one comes at the start of the run, and gaps stay as they are",
        ),
      at: column({ unit: unit() }).describe(
        "The column of arrival times: dates, times of day, seconds or milliseconds since 1970, or numbers with a unit",
      ),
      to: column({
        as: z
          .record(z.string(), dotted("part.endpoint"))
          .describe("The endpoint for each text in the column")
          .optional(),
      })
        .optional()
        .describe("The column of endpoints; without it, `to` or `mix` of the source says"),
      work: z
        .record(
          z.string(),
          column({
            unit: unit(),
            times: number({ above: 0 }).optional().describe("Factor on all times of the column"),
          }),
        )
        .default({})
        .describe(
          "Columns of times, by what they are of: a query (`db.search`), or a step (`web.page cpu`, `web.page delay`; `web.page cpu 2` is the second there). Where a row says none, the time is drawn",
        ),
      key: z
        .record(name(), asWritten)
        .default({})
        .describe("Columns of keys, by the data that they are keys of; the most frequent is the most popular"),
      since: asWritten
        .optional()
        .describe(
          "Where the part that is played begins: a time as in its rows, or a duration after the start, such as 10min",
        ),
      until: asWritten.optional().describe("Where the part that is played ends"),
      scale: percent({ max: 100 })
        .prefault("100%")
        .describe(
          "Factor on the recorded traffic: below 100% a part of the rows is played; above, rows are played again, each copy up to ten minutes after the one before",
        ),
      loop: z.boolean().default(false).describe("Whether the recording starts again when it ends"),
      blocks: count({ min: 1, max: 10_000 })
        .prefault(1)
        .describe(
          "Cuts the recording into so many stretches of equal length. Each replication plays one, so that the intervals show how much the stretches differ; with 1, each replication plays all of it",
        ),
    }),
    RECORD_WORDS,
  ).describe("Requests that were recorded, each with its own arrival, endpoint, keys and work, instead of a rate");

export type RecordOptions = z.output<ReturnType<typeof recorded>>;

/** Traffic from a record, in the place of a rate. */
export interface RecordRate extends Omit<RecordOptions, "from"> {
  readonly record: string; // The file.
  readonly rows?: RecordedRequests; // Read from the file before they are used.
}

/** A record as read: large columns in shared memory, which no run copies. */
export class RecordedRequests {
  readonly count: number;
  readonly lengthMs: number;
  readonly timesMs: Float64Array; // From its start, ascending.
  readonly targets: readonly string[]; // Endpoints asked; empty without a column of them.
  readonly target: Int32Array; // Index in `targets`.
  readonly work: Readonly<Record<string, Float64Array>>; // [ms], by what it is of; NaN: drawn.
  readonly keys: Readonly<Record<string, RecordedKeys>>; // By data.
  readonly clock: string | null; // Time of day at its start.
  readonly hash: string; // Of all of it.

  constructor(parts: Omit<RecordedRequests, "toJSON">) {
    this.count = parts.count;
    this.lengthMs = parts.lengthMs;
    this.timesMs = parts.timesMs;
    this.targets = parts.targets;
    this.target = parts.target;
    this.work = parts.work;
    this.keys = parts.keys;
    this.clock = parts.clock;
    this.hash = parts.hash;
  }

  /** What stands for it in the hash of a model. */
  toJSON(): unknown {
    return { hash: this.hash };
  }
}

export interface RecordedKeys {
  readonly count: number;
  readonly of: Int32Array; // By row, 0 is the most frequent; −1: drawn.
}

/** The rows of a record that was read. @throws Error before */
export function rowsOf({ record, rows }: RecordRate): RecordedRequests {
  if (rows === undefined) throw new Error(`"${record}" has not been read`);
  return rows;
}

/** What a run plays of it [ms]: all, or one block. */
export const playedMs = (of: RecordRate): number => (of.rows?.lengthMs ?? 0) / of.blocks;

const SHIFT_MS = 600_000; // Longer than a request lasts, so that copies are no bursts; short beside a day.
const SHIFT_SHARE = 0.0618; // Of a short record; copies meet only after many.

/** How far each copy is after the one before [ms]. */
export const shiftMs = (of: RecordRate): number => Math.min(SHIFT_MS, SHIFT_SHARE * playedMs(of));

const WINDOW_MS = 60_000;
const WINDOW_ROWS = 1000;

/**
 * Counts of requests in windows of equal length: a minute or the mean time of a thousand requests, whichever is longer,
 * since the busiest millisecond of a record says nothing of the load.
 */
export function countsOf(rows: RecordedRequests): { readonly everyMs: number; readonly counts: readonly number[] } {
  const found = counted.get(rows) ?? countedIn(rows);
  counted.set(rows, found);
  return found;
}

type Counts = ReturnType<typeof countsOf>;
const counted = new WeakMap<RecordedRequests, Counts>();

function countedIn({ count, lengthMs, timesMs }: RecordedRequests): Counts {
  const wanted = Math.max(WINDOW_MS, (WINDOW_ROWS * lengthMs) / count);
  const windows = Math.max(1, Math.floor(lengthMs / wanted));
  const everyMs = lengthMs / windows;
  const counts = new Array<number>(windows).fill(0);
  for (const at of timesMs) counts[Math.min(windows - 1, Math.floor(at / everyMs))]!++;
  return { everyMs, counts };
}
