/** The records of a model in one run: what of each is played, and what a request's row says. */
import type { KeyByNumber } from "../../components/data/datum.js";
import { RecordedKey, RecordedRows, RecordedWork } from "../../components/traffic/recorded-rows.js";
import type { RecordedPath } from "../../components/traffic/recorded-traffic.js";
import type { Flow } from "../../engine/flow.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Streams } from "../../engine/random/streams.js";
import type { Model } from "../language/model.js";
import { isRecord } from "./rate.js";
import { playedMs, type RecordRate, rowsOf, shiftMs } from "./record.js";
import { type Told, workOf } from "./recorded-work.js";

export interface Played {
  readonly source: string;
  readonly rate: RecordRate;
  readonly path: RecordedPath;
  readonly rows: RecordedRows;
  readonly told: readonly Told[]; // Work that its rows tell.
}

/**
 * Sources number their requests from far apart, so that no two share a number and its random stream. By name, not by
 * position: adding a source does not shift the others.
 */
export function firstNumber(streams: Streams, source: string): number {
  const stream = streams.named(`first-number:${source}`);
  stream.draw(0, 0);
  return stream.hi;
}

export class Records {
  readonly #played: readonly Played[];

  /** @param replication from 0, which says what block is played @param untilMs when the run ends at the latest */
  constructor(model: Model, streams: Streams, replication: number, untilMs: number) {
    this.#played = Object.entries(model.traffic).flatMap(([source, { rate }]) =>
      isRecord(rate) ? [played(model, source, rate, firstNumber(streams, source), { replication, untilMs })] : [],
    );
  }

  of(source: string): Played | undefined {
    return this.#played.find((each) => each.source === source);
  }

  /** The keys of some data as rows name them. */
  keysAround(flow: Flow, name: string, drawn: KeyByNumber): KeyByNumber {
    return this.#played.reduce((inner, { rate, rows }) => {
      const keys = rowsOf(rate).keys[name];
      return keys === undefined ? inner : new RecordedKey(flow, rows, keys.of, inner);
    }, drawn);
  }

  /**
   * What brings recorded work where there is some.
   * @param purpose "query:db.search" @param use of that purpose in an entry, from 1 @param times factor on it
   */
  around(purpose: string, use: number, times: number, drawn: Sampler): Sampler {
    return this.#played.reduce(
      (inner, { rate, rows, told }) =>
        told
          .filter((each) => each.purpose === purpose && (use - 1) % each.each === each.place)
          .reduce((of, { column, times: factor }) => {
            return new RecordedWork(rows, rowsOf(rate).work[column]!, factor * times, of);
          }, inner),
      drawn,
    );
  }
}

function played(
  model: Model,
  source: string,
  rate: RecordRate,
  first: number,
  { replication, untilMs }: { readonly replication: number; readonly untilMs: number },
): Played {
  const { count, timesMs } = rowsOf(rate);
  const lengthMs = playedMs(rate);
  const block = replication % rate.blocks;
  const laps = rate.loop ? Math.ceil(untilMs / lengthMs) + 1 : 1;
  return {
    source,
    rate,
    path: {
      timesMs,
      fromRow: rowAt(timesMs, block * lengthMs),
      toRow: block === rate.blocks - 1 ? count : rowAt(timesMs, (block + 1) * lengthMs),
      fromMs: block * lengthMs,
      lengthMs,
      isLoop: rate.loop,
      scale: rate.scale,
      shiftMs: shiftMs(rate),
    },
    rows: new RecordedRows(first, count, Math.max(1, Math.ceil(rate.scale)) * laps),
    told: Object.keys(rate.work).map((of) => workOf(model, of, rate)),
  };
}

/** The first row that is not before. */
function rowAt(timesMs: Float64Array, ms: number): number {
  let [from, to] = [0, timesMs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (timesMs[middle]! < ms) from = middle + 1;
    else to = middle;
  }
  return from;
}
