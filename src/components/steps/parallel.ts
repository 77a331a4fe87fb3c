/**
 * Parallel steps: each branch is a request of its own; the caller continues when enough have succeeded.
 *
 * Needing all is fork and join; needing one, with the second started later, is a hedged request. It fails as soon as
 * too many have failed. The branches still running then stop, or continue without a caller. Sources: Flatto & Hahn
 * (1984), fork and join; Dean & Barroso, The Tail at Scale (2013), hedging.
 */
import type { Flow, StepId } from "../../engine/flow.js";
import { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { type Awaited, GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import { Ends } from "./ends.js";
import { Orphans } from "./orphans.js";
import { NO_REQUEST, RequestLists } from "./request-lists.js";
import { visitWithin } from "./visit.js";

export interface ParallelOptions {
  readonly needs: number; // Successes, from 1 to the number of branches.
  readonly stopsRest: boolean;
  readonly inherited: readonly Int32Column[]; // Columns that branches take over from the caller (the calling instance).
  readonly salt: number; // For the visits of the branches.
  readonly copies?: Copies; // Instead of a fixed number of branches: of the only one.
}

/** Copies of a branch, all needed, and all about what their caller is about. */
export interface Copies {
  /** As many as it takes now. */
  count(): number;
  /** @param i of the copies, from 0 */
  begins(branch: RequestId, caller: RequestId, i: number): void;
}

/** Parallel copies of steps, each with work of its own. */
export interface Branches {
  readonly copies: number;
  write(program: Program): void;
}

export class Parallel implements Step {
  private readonly flow: Flow;
  private readonly options: ParallelOptions;
  private readonly starts: readonly StepId[]; // One per branch.
  private readonly missing: Int32Column; // Of a caller: successes still needed,
  private readonly spare: Int32Column; // and failures still allowed.
  private readonly callerOf: Int32Column; // Of a branch.
  private readonly branchesOf: RequestLists;
  private readonly orphans: Orphans;

  constructor(flow: Flow, options: ParallelOptions, branches: readonly Branches[]) {
    const { requests } = flow;
    this.flow = flow;
    this.options = options;
    this.missing = requests.int32();
    this.spare = requests.int32();
    this.callerOf = requests.int32();
    this.branchesOf = new RequestLists(requests, requests.int32());
    this.orphans = new Orphans(flow);
    this.starts = branches.flatMap((branch) => Array<StepId>(branch.copies).fill(this.write(branch)));
  }

  enter(caller: RequestId): Outcome {
    const { copies } = this.options;
    const all = copies === undefined ? this.starts.length : copies.count();
    const needs = copies === undefined ? this.options.needs : all;
    this.missing.at[caller] = needs;
    this.spare.at[caller] = all - needs;
    this.branchesOf.clear(caller);
    for (let i = 0; i < all; i++) this.start(caller, i);
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  /** Stops the caller's branches with it. */
  withdraw(caller: RequestId): void {
    this.leave(caller, true);
  }

  waitsFor(caller: RequestId): Awaited {
    const requests: RequestId[] = [];
    for (let r = this.branchesOf.first(caller); r !== NO_REQUEST; r = this.branchesOf.after(r)) requests.push(r);
    const needs = Math.min(this.missing.at[caller], this.spare.at[caller] + 1); // Successes or failures that decide.
    return { requests, needs, stopsRest: this.options.stopsRest };
  }

  private start(caller: RequestId, i: number): void {
    const { requests, visit, round, arrivedMs } = this.flow;
    const { needs, salt, copies } = this.options;
    const isCopy = i > 0 && (copies !== undefined || this.starts[i] === this.starts[i - 1]);
    const branch = requests.take();
    this.flow.inherit(branch, caller);
    if (isCopy) {
      visit.at[branch] = visitWithin(visit.at[caller], i, salt);
      // Copies that are all needed are about different keys; where some are spare, all ask for the same.
      if (copies === undefined && needs === this.starts.length)
        round.at[branch] = visitWithin(round.at[caller], i, salt);
    }
    arrivedMs.at[branch] = arrivedMs.at[caller];
    for (const column of this.options.inherited) column.at[branch] = column.at[caller];
    copies?.begins(branch, caller, i);
    this.callerOf.at[branch] = caller;
    this.branchesOf.add(caller, branch);
    this.orphans.expect(branch);
    this.flow.begin(branch, this.starts[copies === undefined ? i : 0]);
  }

  private write(branches: Branches): StepId {
    const program = new Program(this.flow);
    const start = program.mark();
    const end = (hasFailed: boolean): void => {
      program.add(new Ends((branch) => this.end(branch, hasFailed)));
      program.end();
    };
    program.attempt(
      () => {
        branches.write(program);
        end(false);
      },
      () => end(true),
    );
    return start.step;
  }

  private end(branch: RequestId, hasFailed: boolean): void {
    const caller = this.callerOf.at[branch];
    if (caller === NO_REQUEST) this.orphans.forget(branch);
    else this.report(caller, branch, hasFailed);
    this.flow.requests.giveBack(branch);
  }

  private report(caller: RequestId, branch: RequestId, hasFailed: boolean): void {
    this.branchesOf.remove(caller, branch);
    this.flow.learn(caller, branch);
    const column = hasFailed ? this.spare : this.missing;
    const left = --column.at[caller];
    if (left > (hasFailed ? -1 : 0)) return;
    this.leave(caller, this.options.stopsRest);
    if (hasFailed) this.flow.readyToFail(caller, this.flow.cause.at[branch]);
    else this.flow.ready(caller);
  }

  /** The caller continues without the branches still running. */
  private leave(caller: RequestId, stops: boolean): void {
    for (let branch = this.branchesOf.first(caller); branch !== NO_REQUEST; branch = this.branchesOf.first(caller)) {
      this.branchesOf.remove(caller, branch);
      this.callerOf.at[branch] = NO_REQUEST;
      if (stops) this.orphans.add(branch);
    }
  }
}
