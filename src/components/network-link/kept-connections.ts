/**
 * The open connections of callers to what they ask. A call takes the one that became idle last; without one it opens
 * another first. An answered call gives its connection back, and one that fails or is stopped closes it.
 */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import { notingAnswers } from "../steps/answered.js";
import type { NetworkLink } from "./network-link.js";

/** Of all instances of one caller. */
export class KeptConnections {
  private readonly idleSinceMs: number[][]; // By instance; the latest last.

  constructor(instances: number) {
    this.idleSinceMs = Array.from({ length: instances }, () => []);
  }

  /** @returns whether one was open, which is then in use */
  take(instance: number, nowMs: number, keepMs: number): boolean {
    const idle = this.idleSinceMs[instance];
    const sinceMs = idle.pop();
    if (sinceMs === undefined) return false;
    if (nowMs - sinceMs <= keepMs) return true;
    idle.length = 0; // Those that became idle before it are closed too.
    return false;
  }

  giveBack(instance: number, nowMs: number): void {
    this.idleSinceMs[instance].push(nowMs);
  }

  /** An instance that begins anew has none. */
  restart(instance: number): void {
    this.idleSinceMs[instance].length = 0;
  }
}

/** What the time goes to until a connection is open. */
export const SET_UP: Spending = { as: "network", on: "connection set-up" };

/** Holds a connection from before the call until its answer. */
export class OnConnection implements Step, Scope {
  readonly spends = SET_UP;
  private readonly flow: Flow;
  private readonly link: NetworkLink;
  private readonly kept: KeptConnections;
  private readonly keepMs: number;
  private readonly setUpMs: Sampler;
  private readonly which: Int32Column;
  private readonly isAnswered: Int32Column;

  /** @param which instance calls */
  constructor(
    flow: Flow,
    link: NetworkLink,
    kept: KeptConnections,
    keepMs: number,
    setUpMs: Sampler,
    which: Int32Column,
  ) {
    this.flow = flow;
    this.link = link;
    this.kept = kept;
    this.keepMs = keepMs;
    this.setUpMs = setUpMs;
    this.which = which;
    this.isAnswered = flow.requests.int32();
  }

  around(program: Program, body: () => void): void {
    notingAnswers(program, this, this.isAnswered, body);
  }

  enter(request: RequestId): Outcome {
    const { simulation, number, visit } = this.flow;
    this.isAnswered.at[request] = 0;
    this.link.asked++;
    if (this.kept.take(this.which.at[request], simulation.nowMs, this.keepMs)) return GO_ON;
    this.link.setUps++;
    const ms = this.setUpMs.next(number.at[request], visit.at[request]);
    if (ms <= 0) return GO_ON;
    simulation.wakeRequestAt(request, simulation.nowMs + ms);
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
  }

  leave(request: RequestId): void {
    if (this.isAnswered.at[request] === 1) this.kept.giveBack(this.which.at[request], this.flow.simulation.nowMs);
  }
}
