/** The steps that take locks, and the query that holds them until it ends. */

import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { type Awaited, GO_ON, type Outcome, type Scope, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import type { KeyOf } from "../data/datum.js";
import { InstantStep } from "../steps/instant-step.js";
import type { LockGroup } from "./lock-group.js";
import type { Locks } from "./locks.js";

/** A lock that a query needs. */
export interface Needed {
  readonly group: LockGroup;
  readonly key: KeyOf | null; // Null: of the table as a whole.
  readonly isShared: boolean;
}

/** The locks of a query, which it takes one after the other. */
export interface Locking {
  readonly locks: Locks;
  readonly needed: readonly Needed[];
  readonly patience: Sampler | null; // For each; null: for ever.
}

/** The body, once the locks are taken. @param owner of each request, that holds them; null: they are released after it */
export function whileLocked(
  flow: Flow,
  program: Program,
  { locks, needed, patience }: Locking,
  owner: Int32Column | null,
  body: () => void,
): void {
  const take = (by: Int32Column): void => {
    for (const each of needed) program.add(new TakeLock(flow, locks, each, by, patience));
    body();
  };
  if (owner !== null) take(owner);
  else {
    const query = new LockOwner(flow, locks);
    program.within(query, () => take(query.number));
  }
}

/** A query outside a transaction, as the owner of its locks. */
class LockOwner extends InstantStep implements Scope {
  readonly number: Int32Column;
  private readonly locks: Locks;

  constructor(flow: Flow, locks: Locks) {
    super();
    this.number = flow.requests.int32();
    this.locks = locks;
  }

  enter(request: RequestId): Outcome {
    this.number.at[request] = this.locks.begin(request);
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.locks.end(this.number.at[request]);
  }
}

class TakeLock implements Step {
  readonly spends: Spending = { as: "waiting", on: "lock" };
  private readonly flow: Flow;
  private readonly locks: Locks;
  private readonly needed: Needed;
  private readonly owner: Int32Column;
  private readonly patience: Sampler | null;

  /** @param owner of each request @param patience null: waits for ever */
  constructor(flow: Flow, locks: Locks, needed: Needed, owner: Int32Column, patience: Sampler | null) {
    this.flow = flow;
    this.locks = locks;
    this.needed = needed;
    this.owner = owner;
    this.patience = patience;
  }

  enter(request: RequestId): Outcome {
    const { number, visit } = this.flow;
    const { group, key, isShared } = this.needed;
    const waitsMs = this.patience?.next(number.at[request], visit.at[request]) ?? Number.POSITIVE_INFINITY;
    return this.locks.take(request, this.owner.at[request], { group, key: key?.of(request) ?? 0, isShared, waitsMs });
  }

  wake(request: RequestId): Outcome {
    return this.locks.losePatience(request);
  }

  withdraw(request: RequestId): void {
    this.locks.withdraw(request);
  }

  waitsFor(request: RequestId): Awaited {
    const { requests, sinceMs } = this.locks.waitsFor(request);
    return { requests, needs: requests.length, stopsRest: false, holdSinceMs: sinceMs };
  }
}
