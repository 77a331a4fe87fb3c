/**
 * The locks of a database: who holds which, who waits for whom, and deadlocks.
 *
 * A query holds its locks until it ends, a transaction until its commit. Locks are given in the order in which they are
 * asked for. An owner that holds locks and has to wait may close a circle of owners that wait for each other; it is found
 * at once (as InnoDB does; PostgreSQL looks after a second), and the youngest in it fails.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING } from "../../engine/step.js";
import { type Lock, LockGroup, type Owner, type Waiter } from "./lock-group.js";

/** What is asked for. */
export interface Asked {
  readonly group: LockGroup;
  readonly key: number;
  readonly isShared: boolean;
  readonly waitsMs: number; // 0 fails at once; Infinity: for ever.
}

interface Held {
  readonly request: RequestId;
  readonly locks: Lock[];
}

export class Locks {
  readonly groups: LockGroup[] = [];
  /** `lockWaitMs`; of the locks asked for, `conflicts`, the share that was held, and `lockFailures`, not got; `deadlocks`. */
  readonly measures: readonly Measure[];
  private readonly flow: Flow;
  private readonly held = new Map<Owner, Held>(); // Of all that have begun and not ended.
  private readonly waiting = new Map<RequestId, Waiter>();
  private readonly waitsOf = new Map<Owner, Waiter>();
  private readonly causes: { readonly lock: CauseId; readonly timeout: CauseId; readonly deadlock: CauseId };
  private readonly waitMs = new Histogram(); // Of all that got their lock, zeros included.
  private deadlocks = 0;
  private owners = 0;

  constructor(flow: Flow, database: string) {
    this.flow = flow;
    this.causes = {
      lock: flow.addCause("lock", database),
      timeout: flow.addCause("lock-timeout", database),
      deadlock: flow.addCause("deadlock", database),
    };
    const sum = (of: (group: LockGroup) => number) => (): number =>
      this.groups.reduce((all, group) => all + of(group), 0);
    const asked = sum((group) => group.asked);
    this.measures = [
      { kind: "duration", name: "lockWaitMs", histogram: this.waitMs },
      { kind: "ratio", name: "conflicts", part: sum(({ conflicts }) => conflicts), whole: asked },
      { kind: "ratio", name: "lockFailures", part: sum(({ gaveUp }) => gaveUp), whole: asked },
      { kind: "events", name: "deadlocks", total: () => this.deadlocks },
    ];
  }

  /** The locks of this name, "product row locks". */
  group(name: string): LockGroup {
    const known = this.groups.find((group) => group.name === name);
    const group = known ?? new LockGroup(this.flow.simulation, name);
    if (known === undefined) this.groups.push(group);
    return group;
  }

  begin(request: RequestId): Owner {
    const owner = ++this.owners;
    this.held.set(owner, { request, locks: [] });
    return owner;
  }

  /** Releases all that the owner holds. */
  end(owner: Owner): void {
    const held = this.held.get(owner);
    if (held === undefined) return;
    this.held.delete(owner);
    for (const lock of held.locks) this.release(lock, owner);
  }

  /** @returns GO_ON for an owner that has ended: who still works for it holds nothing */
  take(request: RequestId, owner: Owner, { group, key, isShared, waitsMs }: Asked): Outcome {
    if (!this.held.has(owner)) return GO_ON;
    const lock = group.lockOf(key);
    group.asked++;
    if (lock.mayTake(owner, isShared)) {
      this.give(lock, owner, isShared);
      group.waitingTimeMs.recordZero();
      this.waitMs.recordZero();
      return GO_ON;
    }
    group.conflicts++;
    if (waitsMs === 0) return this.refuse(request, group, this.causes.lock);
    const { simulation } = this.flow;
    const sinceMs = simulation.nowMs;
    const waiter: Waiter = { request, owner, isShared, lock, sinceMs, next: null, previous: null };
    lock.join(waiter, lock.owners.includes(owner));
    group.waits(waiter);
    this.waiting.set(request, waiter);
    this.waitsOf.set(owner, waiter);
    if (this.isVictim(waiter)) return this.refuse(request, group, this.causes.deadlock);
    if (waitsMs < Number.POSITIVE_INFINITY) simulation.wakeRequestAt(request, sinceMs + waitsMs);
    return PENDING;
  }

  /** It has waited as long as it may. */
  losePatience(request: RequestId): Outcome {
    const waiter = this.waiting.get(request)!;
    this.leave(waiter);
    return this.refuse(request, waiter.lock.group, this.causes.timeout);
  }

  /** Takes a request out that waits; one that was just given its lock has nothing to leave. */
  withdraw(request: RequestId): void {
    const waiter = this.waiting.get(request);
    if (waiter !== undefined) this.leave(waiter);
  }

  /** The requests that hold what this one waits for, or have asked for it just before. */
  waitsFor(request: RequestId): { readonly requests: RequestId[]; readonly sinceMs: number } {
    const waiter = this.waiting.get(request)!;
    const requests = [...new Set(blockersOf(waiter))].flatMap((owner) => this.held.get(owner)?.request ?? []);
    return { requests, sinceMs: waiter.sinceMs };
  }

  private refuse(request: RequestId, group: LockGroup, cause: CauseId): Outcome {
    group.gaveUp++;
    this.flow.cause.at[request] = cause;
    return FAILED;
  }

  private give(lock: Lock, owner: Owner, isShared: boolean): void {
    if (lock.owners.includes(owner)) {
      if (!isShared) lock.group.upgraded(lock);
      return;
    }
    lock.owners.push(owner);
    this.held.get(owner)!.locks.push(lock);
    lock.group.taken(lock, isShared);
  }

  private release(lock: Lock, owner: Owner): void {
    lock.owners.splice(lock.owners.indexOf(owner), 1);
    lock.group.givenBack(lock);
    this.giveToNext(lock);
  }

  private giveToNext(lock: Lock): void {
    for (let next = lock.first; next !== null; next = lock.first) {
      const { owner, isShared, request } = next;
      const isGone = !this.held.has(owner);
      const mayHave = isGone || lock.owners.length === 0 || (lock.isShared && isShared) || this.holdsAlone(lock, owner);
      if (!mayHave) return;
      const ms = this.waitsNoMore(next);
      if (!isGone) {
        this.give(lock, owner, isShared);
        lock.group.waitingTimeMs.record(ms);
        this.waitMs.record(ms);
      }
      this.flow.ready(request);
    }
  }

  private holdsAlone({ owners }: Lock, owner: Owner): boolean {
    return owners.length === 1 && owners[0] === owner;
  }

  /** @returns how long it waited [ms] */
  private waitsNoMore(waiter: Waiter): number {
    const { request, owner, lock } = waiter;
    lock.remove(waiter);
    this.waiting.delete(request);
    if (this.waitsOf.get(owner) === waiter) this.waitsOf.delete(owner);
    this.flow.simulation.calmRequest(request);
    return lock.group.waitsNoMore(waiter);
  }

  /** Without the lock; those behind it may have waited for it alone. */
  private leave(waiter: Waiter): void {
    this.waitsNoMore(waiter);
    this.giveToNext(waiter.lock);
  }

  /** Lets the youngest of each circle that this one closes fail. @returns whether that is this one */
  private isVictim(closing: Waiter): boolean {
    for (let circle = this.circle(closing); circle !== null; circle = this.circle(closing)) {
      this.deadlocks++;
      const victim = this.waitsOf.get(Math.max(...circle))!;
      this.leave(victim);
      if (victim === closing) return true;
      victim.lock.group.gaveUp++;
      this.flow.readyToFail(victim.request, this.causes.deadlock);
    }
    return false;
  }

  /** The owners that wait for each other, this one among them; null if it waits for none that waits for it. */
  private circle({ owner: from }: Waiter): Owner[] | null {
    if (this.held.get(from)!.locks.length === 0 || !this.waitsOf.has(from)) return null;
    const askedBy = new Map<Owner, Owner>();
    const open = [from];
    for (let owner = open.pop(); owner !== undefined; owner = open.pop()) {
      const waiter = this.waitsOf.get(owner);
      if (waiter === undefined) continue;
      for (const other of blockersOf(waiter)) {
        if (other === from) return pathTo(owner, askedBy);
        if (askedBy.has(other)) continue;
        askedBy.set(other, owner);
        open.push(other);
      }
    }
    return null;
  }
}

/** Who holds the lock, and who asked for it just before, who again waits for those before. */
function blockersOf({ owner, lock, previous }: Waiter): Owner[] {
  const blockers = lock.owners.filter((other) => other !== owner);
  return previous === null || previous.owner === owner ? blockers : [...blockers, previous.owner];
}

function pathTo(last: Owner, askedBy: ReadonlyMap<Owner, Owner>): Owner[] {
  const path = [last];
  for (let owner = askedBy.get(last); owner !== undefined; owner = askedBy.get(owner)) path.push(owner);
  return path;
}
