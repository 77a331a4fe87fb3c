/**
 * The relay of an outbox: reads committed rows, publishes them one after the other, in order, and marks what it has
 * published. A crash in between leaves rows that are published and not marked: they are published again, so every message
 * is published at least once.
 *
 * It polls on a schedule, and takes no more than a batch each time: rows behave as the queue of a server that comes every T
 * and takes up to b (Bailey, On queueing processes with bulk service, 1954). Or it follows the log of the database, and
 * has each row some time after its commit.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import { type Mark, Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Float64Column, RequestId } from "../../engine/request-table.js";
import type { ActorId } from "../../engine/simulation.js";
import { type Breakdowns, whileUp } from "../faults/breakdowns.js";
import { GoAway } from "../steps/ends.js";
import { Fork, Hook } from "../steps/instant-step.js";
import type { OutboxRows } from "./rows.js";

/** What a stream waits before it tries again: assumed, since brokers and relays differ. */
const AGAIN_AFTER_MS = 300;

export interface RelayOptions {
  readonly pollMs: number | null; // Null: it follows the log.
  readonly most: number; // Rows of a poll.
  readonly streamMs: Sampler | null; // From the commit until it has a row, if it follows the log.
  readonly breakdowns: Breakdowns | null;
  readonly firstNumber: number; // Of its first round.
}

/** What it does elsewhere; null: at no cost. */
export interface RelaySteps {
  readonly reads: ((program: Program) => void) | null;
  readonly publish: (program: Program) => void;
  readonly marks: ((program: Program) => void) | null;
}

export class Relay {
  readonly measures: readonly Measure[];
  private most: number;
  private pollMs: number | null;
  private readonly flow: Flow;
  private readonly rows: OutboxRows;
  private readonly options: RelayOptions;
  private readonly readyMs: Float64Column; // When a stream has a row.
  private readonly self: ActorId;
  private start: Mark | null = null;
  private number: number;
  private isBusy = false;
  private due = 0;
  private missed = 0;
  private lastReadyMs = 0;
  private there = 0; // Rows when this round began: it reads no later ones.
  private left = 0; // Those that it takes and has not published yet.
  private sent = 0; // And those that are, and not marked.
  private at: RequestId = -1; // The row that is published next.

  constructor(flow: Flow, rows: OutboxRows, options: RelayOptions) {
    this.flow = flow;
    this.rows = rows;
    this.options = options;
    this.most = options.most;
    this.pollMs = options.pollMs;
    this.number = options.firstNumber;
    this.readyMs = flow.requests.float64();
    this.self = flow.simulation.addActor({ fire: () => this.fire() });
    const polls: Measure = { kind: "ratio", name: "pollsMissed", part: () => this.missed, whole: () => this.due };
    this.measures = options.pollMs === null ? [] : [polls];
    if (options.pollMs !== null) flow.simulation.wakeActorAt(this.self, options.pollMs);
    else {
      rows.whenAdded = (message) => this.comes(message);
      options.breakdowns?.onceUp(() => this.look(0));
    }
  }

  /** Writes what it does in a round. */
  work({ reads, publish, marks }: RelaySteps): void {
    const { flow, options } = this;
    const program = new Program(flow);
    this.start = program.mark();
    program.add(new Hook(() => {}));
    const each = (): void => {
      publish(program);
      program.add(new Hook(() => this.published()));
    };
    const round = (): void => {
      reads?.(program);
      program.add(new Hook(() => this.takes()));
      program.attempt(
        () => program.loop(new Fork((request) => this.nextIs(request)), each),
        () => program.add(new Hook(() => {})), // What is refused stays, and what is behind it.
      );
      program.branch(new Fork((request) => this.marksNow(request)), [
        () => {},
        () => {
          marks?.(program);
          program.add(new Hook(() => this.marked()));
        },
      ]);
    };
    program.attempt(
      () => {
        whileUp(options.breakdowns, program, flow.first, round);
        program.add(new Hook(() => this.ends(this.left > 0)));
      },
      () => program.add(new Hook(() => this.fails())),
    );
    program.add(new GoAway(flow));
    program.end();
  }

  /** @param most rows of a poll, from now on */
  takesAtMost(most: number): void {
    this.most = most;
  }

  /** @param ms from the next poll on */
  pollsEvery(ms: number | null): void {
    this.pollMs = ms;
  }

  private get nowMs(): number {
    return this.flow.simulation.nowMs;
  }

  private fire(): void {
    if (this.pollMs === null) {
      if (!this.isBusy && this.rows.count > 0) this.begin();
      return;
    }
    this.flow.simulation.wakeActorAt(this.self, this.nowMs + this.pollMs);
    this.due++;
    if (this.isBusy) this.missed++;
    else this.begin();
  }

  private begin(): void {
    const { requests, arrivedMs } = this.flow;
    const request = requests.take();
    this.isBusy = true;
    this.number = (this.number + 1) | 0;
    this.flow.alone(request, this.number);
    arrivedMs.at[request] = this.nowMs;
    this.there = this.rows.count;
    this.left = 0;
    this.sent = 0;
    this.flow.start(request, this.start!.step);
  }

  /** A stream has its rows in the order of their commits. */
  private comes(message: RequestId): void {
    const { number, visit } = this.flow;
    const afterMs = this.options.streamMs?.next(number.at[message]!, visit.at[message]!) ?? 0;
    this.lastReadyMs = Math.max(this.lastReadyMs, this.nowMs + afterMs);
    this.readyMs.at[message] = this.lastReadyMs;
    if (this.rows.count === 1) this.look(0);
  }

  /** Looks again once a stream has the first row, and not before so long. */
  private look(afterMs: number): void {
    if (this.isBusy || this.rows.count === 0) return;
    const atMs = Math.max(this.nowMs + afterMs, this.readyMs.at[this.rows.first]!);
    this.flow.simulation.wakeActorAt(this.self, atMs);
  }

  private takes(): void {
    const { rows, there, pollMs, most } = this;
    this.left = pollMs === null ? there : Math.min(most, there);
    this.at = rows.first;
    rows.inUse.add((pollMs === null ? 1 : this.left / most) - rows.inUse.value);
  }

  /** Whether there is one more, which the relay then speaks for. */
  private nextIs(request: RequestId): boolean {
    if (this.left === 0) return false;
    if (this.pollMs === null && this.readyMs.at[this.at]! > this.nowMs) {
      this.left = 0;
      return false;
    }
    this.flow.inherit(request, this.at);
    return true;
  }

  private published(): void {
    this.rows.isPublished(this.at);
    this.at = this.rows.after(this.at);
    this.left--;
    this.sent++;
    if (this.pollMs === null) this.marked(); // A stream goes on behind it.
  }

  private marksNow(request: RequestId): boolean {
    this.flow.alone(request, this.number);
    return this.sent > 0;
  }

  private marked(): void {
    this.rows.mark(this.sent);
    this.sent = 0;
  }

  private ends(isRefused: boolean): void {
    this.isBusy = false;
    if (this.pollMs !== null) return;
    this.rows.inUse.add(-this.rows.inUse.value);
    this.look(isRefused ? AGAIN_AFTER_MS : 0);
  }

  private fails(): void {
    this.missed++;
    this.rows.inUse.add(-this.rows.inUse.value);
    this.ends(true);
  }
}
