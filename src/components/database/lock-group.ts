/**
 * The locks on the rows of one table, by their key, or the lock on a table as a whole. Only those that are held exist.
 *
 * As a resource its capacity is 1: in use is the row that is asked for most, key 0, since it is the first to be held all
 * of the time; those that wait, and for how long, are those of all rows. With one key and Poisson arrivals it is M/G/1.
 */
import { Level } from "../../engine/gauges.js";
import { Histogram } from "../../engine/histogram.js";
import type { ResourceAudit, ResourceMeter } from "../../engine/meters.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Simulation } from "../../engine/simulation.js";

/** A query or a transaction that holds locks: the larger number began later. */
export type Owner = number;

/** One that waits for a lock. */
export interface Waiter {
  readonly request: RequestId;
  readonly owner: Owner;
  readonly isShared: boolean;
  readonly lock: Lock;
  readonly sinceMs: number;
  next: Waiter | null;
  previous: Waiter | null;
}

export class Lock {
  key = 0;
  isShared = false; // Held by owners that do not exclude each other.
  readonly owners: Owner[] = [];
  first: Waiter | null = null;
  private last: Waiter | null = null;
  readonly group: LockGroup;

  constructor(group: LockGroup) {
    this.group = group;
  }

  /** Who comes last waits for all before it. An owner that holds the lock already comes again, and may need it alone. */
  mayTake(owner: Owner, isShared: boolean): boolean {
    const { owners } = this;
    if (owners.length === 0) return this.first === null;
    if (owners.includes(owner)) return !this.isShared || isShared || owners.length === 1;
    return this.isShared && isShared && this.first === null;
  }

  /** @param isFirst before all others that wait: it holds the lock already */
  join(waiter: Waiter, isFirst: boolean): void {
    const before = isFirst ? null : this.last;
    const after = isFirst ? this.first : null;
    waiter.previous = before;
    waiter.next = after;
    if (before === null) this.first = waiter;
    else before.next = waiter;
    if (after === null) this.last = waiter;
    else after.previous = waiter;
  }

  remove({ previous, next }: Waiter): void {
    if (previous === null) this.first = next;
    else previous.next = next;
    if (next === null) this.last = previous;
    else next.previous = previous;
  }
}

export class LockGroup implements ResourceMeter {
  readonly name: string; // "product row locks"
  readonly capacity = 1;
  readonly hasChanged = false;
  readonly instances = 1;
  readonly waitingTimeMs = new Histogram();
  asked = 0;
  conflicts = 0; // Found the lock held.
  gaveUp = 0;
  private granted = 0;
  private released = 0;
  private held = 0;
  private waitedMs = 0.5; // Of all that no longer wait.
  private readonly busy: Level; // Of key 0: 1 while one holds it alone.
  private readonly length: Level;
  private readonly locks = new Map<number, Lock>();
  private readonly spare: Lock[] = [];
  private readonly waiters = new Set<Waiter>();
  private readonly simulation: Simulation;

  constructor(simulation: Simulation, name: string) {
    this.simulation = simulation;
    this.name = name;
    this.waitedMs = 0;
    this.busy = new Level(simulation);
    this.length = new Level(simulation);
  }

  lockOf(key: number): Lock {
    const known = this.locks.get(key);
    if (known !== undefined) return known;
    const lock = this.spare.pop() ?? new Lock(this);
    lock.key = key;
    this.locks.set(key, lock);
    return lock;
  }

  /** Of an owner that did not hold it. */
  taken(lock: Lock, isShared: boolean): void {
    this.granted++;
    this.held++;
    lock.isShared = isShared;
    if (!isShared) this.heldAlone(lock, 1);
  }

  /** Its only owner shares it no longer. */
  upgraded(lock: Lock): void {
    if (!lock.isShared) return;
    lock.isShared = false;
    this.heldAlone(lock, 1);
  }

  givenBack(lock: Lock): void {
    this.released++;
    this.held--;
    if (!lock.isShared) this.heldAlone(lock, -1);
    if (lock.owners.length > 0 || lock.first !== null) return;
    this.locks.delete(lock.key);
    lock.isShared = false;
    this.spare.push(lock);
  }

  waits(waiter: Waiter): void {
    this.waiters.add(waiter);
    this.length.add(1);
  }

  /** @returns how long it waited [ms] */
  waitsNoMore(waiter: Waiter): number {
    const ms = this.simulation.nowMs - waiter.sinceMs;
    this.waiters.delete(waiter);
    this.length.add(-1);
    this.waitedMs += ms;
    return ms;
  }

  private heldAlone({ key }: Lock, change: 1 | -1): void {
    if (key === 0) this.busy.add(change);
  }

  capacityIntegral(): number {
    return this.simulation.nowMs;
  }
  busyIntegral(): number {
    return this.busy.integral;
  }
  queueIntegral(): number {
    return this.length.integral;
  }
  served(): number {
    return this.granted;
  }
  refused(): number {
    return this.gaveUp;
  }
  audit(): ResourceAudit {
    let waited = this.waitedMs;
    for (const { sinceMs } of this.waiters) waited += this.simulation.nowMs - sinceMs;
    const area = this.queueIntegral();
    const flowBalance = Math.abs(this.granted - this.released - this.held);
    return { littlesLaw: Math.abs(area - waited) / Math.max(area, 1), flowBalance };
  }
}
