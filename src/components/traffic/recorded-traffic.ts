/**
 * Traffic from a record: every request arrives when its row says.
 *
 * More than was recorded is the record and copies of it, each shifted in time and wrapped around at the end; less is a
 * part of the rows, kept or not by a draw of the row, so that a larger share keeps all that a smaller one did.
 */
import type { Flow, StepId } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import { GoAway } from "../steps/ends.js";
import type { RecordedRows } from "./recorded-rows.js";

export interface RecordedPath {
  readonly timesMs: Float64Array; // Ascending.
  readonly fromRow: number; // Of what is played,
  readonly toRow: number; // exclusive,
  readonly fromMs: number; // where it begins
  readonly lengthMs: number; // and how long it is.
  readonly isLoop: boolean;
  readonly scale: number; // ≥ 0: how many times the record.
  readonly shiftMs: number; // Of each copy against the one before.
}

export class RecordedTraffic implements Actor {
  private readonly flow: Flow;
  private readonly rows: RecordedRows;
  private readonly kept: RandomStream;
  private readonly copies: Copy[];
  private readonly self: ActorId;
  private start: StepId = -1;

  constructor(flow: Flow, path: RecordedPath, rows: RecordedRows, kept: RandomStream) {
    this.flow = flow;
    this.rows = rows;
    this.kept = kept;
    const count = Math.ceil(path.scale);
    this.copies = Array.from({ length: count }, (_, i) => new Copy(path, i, Math.min(1, path.scale - i)));
    this.self = flow.simulation.addActor(this);
  }

  /** Writes the path of each arrival, which ends by leaving the system. */
  send(program: Program, body: () => void): void {
    const start = program.mark();
    body();
    program.add(new GoAway(this.flow));
    program.end();
    this.start = start.step;
    for (const copy of this.copies) this.skip(copy);
    this.schedule();
  }

  fire(): void {
    const copy = this.due;
    const { requests, simulation, number, visit, round, arrivedMs } = this.flow;
    const request = requests.take();
    number.at[request] = this.numberOf(copy);
    visit.at[request] = 0;
    round.at[request] = 0;
    arrivedMs.at[request] = simulation.nowMs;
    copy.goOn();
    this.skip(copy);
    this.schedule();
    this.flow.start(request, this.start);
  }

  private get due(): Copy {
    let first = this.copies[0]!;
    for (const copy of this.copies) if (copy.atMs < first.atMs) first = copy;
    return first;
  }

  private schedule(): void {
    if (this.copies.length === 0) return;
    const { atMs } = this.due;
    if (atMs < Number.POSITIVE_INFINITY) this.flow.simulation.wakeActorAt(this.self, atMs);
  }

  private numberOf({ row, pass }: Copy): number {
    return (this.rows.first + row + this.rows.count * pass) | 0;
  }

  /** Goes on to the next row that is kept. */
  private skip(copy: Copy): void {
    if (copy.share === 1) return;
    while (copy.atMs < Number.POSITIVE_INFINITY && this.kept.uniform(this.numberOf(copy), 0) >= copy.share) copy.goOn();
  }
}

/** One of the superposed copies, and how far it is. */
class Copy {
  row: number;
  atMs = 0; // When that row arrives; Infinity at the end.
  pass: number; // Of all passes through the record, by copies and laps.
  readonly share: number; // Of the rows that it keeps.
  private readonly path: RecordedPath;
  private readonly firstRow: number;
  private readonly copies: number;
  private offsetMs: number;

  constructor(path: RecordedPath, index: number, share: number) {
    const { timesMs, fromRow, toRow, fromMs, lengthMs, shiftMs, scale } = path;
    this.path = path;
    this.share = share;
    this.pass = index;
    this.copies = Math.ceil(scale);
    const shift = (index * shiftMs) % lengthMs;
    const wraps = fromMs + lengthMs - shift; // Rows from here on come first.
    let row = fromRow;
    if (shift > 0) while (row < toRow && timesMs[row]! < wraps) row++;
    const isWrapped = shift > 0 && row < toRow;
    this.firstRow = isWrapped ? row : fromRow;
    this.row = this.firstRow;
    this.offsetMs = shift - fromMs - (isWrapped ? lengthMs : 0);
    this.tell();
  }

  goOn(): void {
    const { fromRow, toRow, lengthMs, isLoop } = this.path;
    this.row++;
    if (this.row === toRow) {
      this.row = fromRow;
      this.offsetMs += lengthMs;
    }
    if (this.row === this.firstRow) {
      this.pass += this.copies;
      if (!isLoop) {
        this.atMs = Number.POSITIVE_INFINITY;
        return;
      }
    }
    this.tell();
  }

  private tell(): void {
    const { timesMs, fromRow, toRow } = this.path;
    this.atMs = fromRow === toRow ? Number.POSITIVE_INFINITY : timesMs[this.row]! + this.offsetMs;
  }
}
