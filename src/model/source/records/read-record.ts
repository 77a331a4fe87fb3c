/** Reads a record of requests into columns. */
import { readQuantity } from "../../language/values/read-quantity.js";
import { DURATION, Misread } from "../../language/values/units.js";
import { RecordedRequests, type RecordRate } from "../../traffic/record.js";
import { ArrivalTimes } from "./arrival-times.js";
import { csvRows } from "./csv-rows.js";
import { Floats, Ints } from "./growing.js";
import { jsonRows } from "./json-rows.js";
import { KeyNumbers } from "./key-numbers.js";
import type { Rows } from "./rows.js";
import { Hash, sharedFloats, sharedInts } from "./shared.js";
import { workReader } from "./work-times.js";

export interface Said {
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly key: readonly string[]; // Below `requests`.
  readonly hint: string | null;
}

export interface ReadRecord {
  readonly rows: RecordedRequests | null; // Null with an error.
  readonly lineOf: readonly number[]; // Where each of its `targets` stands first.
  readonly said: readonly Said[];
}

/** @param path as it is told */
export function readRecord(text: string, path: string, rate: RecordRate): ReadRecord {
  const reading = new Reading(path, rate);
  try {
    return reading.read(/\.(jsonl|ndjson)$/i.test(path) ? jsonRows(text, path) : csvRows(text, path));
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    return reading.refused(problem.message, ["from"], problem.hint);
  }
}

const ROWS_TOLD = 10; // Of all mistakes in rows; the others are counted.

class Reading {
  readonly #path: string;
  readonly #rate: RecordRate;
  readonly #said: Said[] = [];
  readonly #problems: string[] = [];
  #wrong = 0;

  constructor(path: string, rate: RecordRate) {
    this.#path = path;
    this.#rate = rate;
  }

  refused(message: string, key: readonly string[], hint: string | null = null): ReadRecord {
    this.#said.push({ severity: "error", message, key, hint });
    return { rows: null, lineOf: [], said: this.#said };
  }

  read(rows: Rows): ReadRecord {
    const { at, to, work, key } = this.#rate;
    if (rows.isEmpty) return this.refused(`"${this.#path}" has no rows`, ["from"]);
    const columns = {
      at: this.#place(rows, at.column, ["at"]),
      to: to === undefined ? null : this.#place(rows, to.column, ["to"]),
      work: Object.entries(work).map(([of, { column }]) => this.#place(rows, column, ["work", of])),
      key: Object.entries(key).map(([of, column]) => this.#place(rows, column, ["key", of])),
    };
    if (this.#said.length > 0) return { rows: null, lineOf: [], said: this.#said };
    return this.#fill(rows, columns);
  }

  #place(rows: Rows, column: string, key: readonly string[]): number {
    try {
      return rows.find(column);
    } catch (problem) {
      if (!(problem instanceof Misread)) throw problem;
      this.refused(problem.message, key, problem.hint);
      return -1;
    }
  }

  #fill(rows: Rows, columns: { at: number; to: number | null; work: number[]; key: number[] }): ReadRecord {
    const { at, to, work, key } = this.#rate;
    const times = new ArrivalTimes(at.column, at.unit);
    const works = Object.entries(work).map(([of, each]) => ({ of, read: workReader(each), grown: new Floats() }));
    const keys = Object.keys(key).map((of) => ({ of, numbers: new KeyNumbers(), grown: new Ints() }));
    const targets = new KeyNumbers();
    const lineOf: number[] = [];
    const [timesMs, target, lines] = [new Floats(), new Ints(), new Ints()];
    const aliases = to?.as;
    const wanted = [columns.at, columns.to ?? columns.at, ...columns.work, ...columns.key];
    rows.each(wanted, (line, cells) => {
      const before = this.#wrong;
      const ms = times.read(cells[0]!);
      if (typeof ms === "string") this.#wrongRow(line, ms);
      timesMs.push(typeof ms === "number" ? ms : Number.NaN);
      if (to !== undefined) target.push(this.#target(String(cells[1]), line, aliases, targets, lineOf));
      for (let i = 0; i < works.length; i++) {
        const read = works[i]!.read(cells[2 + i]!);
        if (typeof read === "string") this.#wrongRow(line, `${works[i]!.of}: ${read}`);
        works[i]!.grown.push(typeof read === "number" ? read : Number.NaN);
      }
      for (let i = 0; i < keys.length; i++)
        keys[i]!.grown.push(keys[i]!.numbers.of(String(cells[2 + works.length + i])));
      lines.push(before === this.#wrong ? line : -line);
    });
    if (this.#wrong > 0) return this.#tellRows();
    const cut = this.#cut(timesMs.all, lines.all, times);
    if (cut === null) return { rows: null, lineOf: [], said: this.#said };
    const { order, fromMs, lengthMs } = cut;
    const arrivals = sharedFloats(timesMs.all, order);
    for (let i = 0; i < arrivals.length; i++) arrivals[i]! -= fromMs;
    const found = {
      count: order.length,
      lengthMs,
      timesMs: arrivals,
      targets: targets.texts,
      target: sharedInts(target.all, to === undefined ? NONE : order),
      work: Object.fromEntries(works.map(({ of, grown }) => [of, sharedFloats(grown.all, order)])),
      keys: Object.fromEntries(
        keys.map(({ of, numbers, grown }) => {
          const taken = sharedInts(grown.all, order);
          return [of, { count: numbers.rank(taken), of: taken }];
        }),
      ),
      clock: times.clockAt(fromMs),
    };
    return { rows: new RecordedRequests({ ...found, hash: hashOf(found) }), lineOf, said: this.#said };
  }

  #target(
    text: string,
    line: number,
    aliases: Readonly<Record<string, string>> | undefined,
    targets: KeyNumbers,
    lineOf: number[],
  ): number {
    if (text === "") this.#wrongRow(line, "there is no endpoint");
    const name = aliases === undefined ? text : Object.hasOwn(aliases, text) ? aliases[text]! : null;
    if (name === null) {
      if (text !== "") this.#wrongRow(line, `"${text}" has no endpoint in \`as\``);
      return -1;
    }
    const number = targets.of(name);
    if (number === lineOf.length) lineOf.push(line);
    return number;
  }

  #wrongRow(line: number, message: string): void {
    this.#wrong++;
    if (this.#problems.length < ROWS_TOLD) this.#problems.push(`${this.#path}:${line}: ${message}`);
  }

  #tellRows(): ReadRecord {
    for (const message of this.#problems) this.refused(message, ["from"]);
    const left = this.#wrong - this.#problems.length;
    if (left > 0) this.refused(`${this.#path}: ${left} more mistakes like these`, ["from"]);
    return { rows: null, lineOf: [], said: this.#said };
  }

  /** The rows between `since` and `until`, in order of time. */
  #cut(
    ms: Float64Array,
    lines: Int32Array,
    times: ArrivalTimes,
  ): { readonly order: Uint32Array; readonly fromMs: number; readonly lengthMs: number } | null {
    let order = Uint32Array.from(ms, (_, i) => i);
    const late = ms.findIndex((at, i) => i > 0 && at < ms[i - 1]!);
    if (late >= 0) {
      const message = `${this.#path}:${lines[late]}: earlier than the row above; the rows are sorted by their times`;
      this.#said.push({ severity: "warning", message, key: ["from"], hint: null });
      order = order.sort((a, b) => ms[a]! - ms[b]! || a - b);
    }
    const [first, last] = [ms[order[0]!]!, ms[order.at(-1)!]!];
    const since = this.#bound("since", times, first);
    const until = this.#bound("until", times, first);
    if (since === null || until === null) return null;
    const fromMs = since ?? first;
    const meanGapMs = (last - first) / Math.max(1, order.length - 1);
    const toMs = until ?? last + (meanGapMs > 0 ? meanGapMs : ALONE_MS);
    const taken = order.filter((row) => ms[row]! >= fromMs && ms[row]! < toMs);
    if (taken.length === 0) {
      const { since: begins = "its start", until: ends = "its end" } = this.#rate;
      this.refused(`"${this.#path}" has no rows from ${begins} to ${ends}`, [since === undefined ? "until" : "since"]);
      return null;
    }
    return { order: taken, fromMs, lengthMs: toMs - fromMs };
  }

  /** Undefined if not given, null if refused. */
  #bound(key: "since" | "until", times: ArrivalTimes, firstMs: number): number | undefined | null {
    const text = this.#rate[key];
    if (text === undefined) return undefined;
    const after = durationIn(text);
    const found = after === null ? times.bound(text, firstMs) : firstMs + after;
    if (typeof found === "number") return found;
    this.refused(found, [key]);
    return null;
  }
}

const NONE = new Uint32Array(0);
const ALONE_MS = 1000; // How long a record of one instant lasts.

function durationIn(text: string): number | null {
  try {
    return readQuantity(DURATION, text);
  } catch {
    return null;
  }
}

function hashOf(found: Omit<RecordedRequests, "hash" | "toJSON">): string {
  const { lengthMs, targets, clock, work, keys } = found;
  const hash = new Hash().add(JSON.stringify([lengthMs, targets, clock, Object.keys(work), Object.keys(keys)]));
  hash.addColumn(found.timesMs).addColumn(found.target);
  for (const each of Object.values(work)) hash.addColumn(each);
  for (const each of Object.values(keys)) hash.addColumn(each.of);
  return hash.text;
}
