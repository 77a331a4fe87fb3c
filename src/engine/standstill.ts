/**
 * Deadlock: requests that wait for each other, each holding a slot that another waits for.
 * They appear in no latency, error or rate, so the end of a run looks for them.
 *
 * A request will go on if it has an event to come, if a timer around it ends its work, if it waits for a slot
 * in a bank where such a request holds one, or if enough requests that work for it will. The rest is stuck;
 * this is the reduction of a resource graph by which deadlocks are found (Holt, Some deadlock properties of computer
 * systems, 1972). A *knot* among the slots is where each leads only to others that lead back: its holders are the
 * cause, and all others that are stuck wait behind them.
 */
import type { Flow } from "./flow.js";
import { knotsOf, reach } from "./knots.js";
import type { Float64Column, RequestId } from "./request-table.js";
import type { Slots } from "./slots.js";
import type { Awaited } from "./step.js";

export interface Standstill {
  readonly sinceMs: number; // When the first knot closed.
  readonly links: readonly StuckLink[]; // One a request and pair of slots.
  readonly stuck: readonly RequestId[]; // All of them, those in knots too; for requests that work for others, these.
}

/** A request of a knot. */
export interface StuckLink {
  readonly request: RequestId;
  readonly holds: Slots;
  readonly waitsFor: Slots;
}

/** @param joinedMs when requests that wait for a slot joined its queue @returns null where all go on */
export function standstill(flow: Flow, joinedMs: Float64Column): Standstill | null {
  if (!mayStand(flow)) return null;
  const { awaited, callerOf } = waitsOf(flow);
  const stuck = new Stuck(flow, awaited, callerOf);
  return stuck.isEmpty ? null : stuck.told(joinedMs);
}

/** False if each bank with a queue has a holder that goes on: a cheap test that nearly always suffices. */
function mayStand(flow: Flow): boolean {
  const awaited = new Set<Slots>();
  const others: RequestId[] = [];
  for (const request of flow.requests.rowsInUse()) {
    const what = flow.simulation.awaitsEvent(request) ? undefined : flow.stepOf(request).waitsFor?.(request);
    if (what !== undefined && "holdSinceMs" in what) return true; // Locks are few, and each has a holder of its own.
    if (what !== undefined && "slots" in what) awaited.add(what.slots);
    else if (what === undefined) others.push(request);
  }
  for (const request of others) {
    if (awaited.size === 0) return false;
    for (const slots of flow.slotsHeldBy(request)) awaited.delete(slots);
  }
  return awaited.size > 0;
}

type Waits = ReadonlyMap<RequestId, Awaited>;
type Callers = ReadonlyMap<RequestId, RequestId>;

/** What requests without an event wait for; and whom other requests work for. */
function waitsOf(flow: Flow): { awaited: Waits; callerOf: Callers } {
  const awaited = new Map<RequestId, Awaited>();
  const callerOf = new Map<RequestId, RequestId>();
  for (const request of flow.requests.rowsInUse()) {
    if (flow.simulation.awaitsEvent(request)) continue;
    const what = flow.stepOf(request).waitsFor?.(request);
    if (what === undefined) continue;
    awaited.set(request, what);
    if ("requests" in what && what.holdSinceMs === undefined)
      for (const each of what.requests) callerOf.set(each, request);
  }
  return { awaited, callerOf };
}

class Stuck {
  private readonly flow: Flow;
  private readonly callerOf: Callers;
  private readonly left: Map<RequestId, Awaited>; // Requests not known to go on.
  private readonly freed = new Set<Slots>(); // Banks in which a slot will be released.

  constructor(flow: Flow, awaited: Waits, callerOf: Callers) {
    this.flow = flow;
    this.callerOf = callerOf;
    this.left = new Map(awaited);
    if (awaited.size === 0) return;
    for (const request of flow.requests.rowsInUse()) if (!awaited.has(request)) this.goesOn(request);
    for (let before = -1; before !== this.left.size; ) {
      before = this.left.size;
      for (const [request, what] of this.left) if (this.mayGoOn(request, what)) this.goesOn(request);
    }
  }

  get isEmpty(): boolean {
    return this.left.size === 0;
  }

  told(joinedMs: Float64Column): Standstill {
    const leads = this.leads();
    const knots = knotsOf(leads);
    const links: StuckLink[] = [];
    const closedMs = new Map<Slots, number>(); // By the slots of knots.
    for (const request of this.left.keys())
      for (const holds of this.flow.slotsHeldBy(request)) {
        if (!knots.has(holds)) continue;
        for (const waitsFor of this.slotsAwaitedBy(request))
          links.push({ request: this.whole(request), holds, waitsFor });
        closedMs.set(holds, Math.max(closedMs.get(holds) ?? 0, this.waitsSinceMs(request, joinedMs)));
      }
    const closings = [...closedMs.keys()].map((slots) =>
      Math.max(...[...reach(leads, slots)].map((each) => closedMs.get(each) ?? 0)),
    );
    const stuck = new Set([...this.left.keys()].map((request) => this.whole(request)));
    const sessions = this.behindSessions(leads);
    const known = [...closings, ...sessions.map(({ request }) => this.waitsSinceMs(request, joinedMs))];
    const firstMs = known.length > 0 ? known : [...this.left.keys()].map((each) => this.waitsSinceMs(each, joinedMs));
    links.push(...sessions.map((link) => ({ ...link, request: this.whole(link.request) })));
    return { sinceMs: Math.min(...firstMs), links, stuck: [...stuck] };
  }

  /** Requests that wait for slots which no request holds, such as those of sessions: no knot, and for ever. */
  private behindSessions(leads: ReadonlyMap<Slots, ReadonlySet<Slots>>): StuckLink[] {
    return [...this.left].flatMap(([request, what]) => {
      const [holds] = this.flow.slotsHeldBy(request);
      if (!("slots" in what) || leads.has(what.slots) || holds === undefined) return [];
      return [{ request, holds, waitsFor: what.slots }];
    });
  }

  private goesOn(request: RequestId): void {
    this.left.delete(request);
    for (const slots of this.flow.slotsHeldBy(request)) this.freed.add(slots);
  }

  private mayGoOn(request: RequestId, what: Awaited): boolean {
    if (this.willEnd(request)) return true;
    if ("slots" in what) return this.freed.has(what.slots) || what.slots.busy.value === 0; // Who serves it is away.
    return what.requests.filter((each) => !this.left.has(each)).length >= what.needs;
  }

  /** Removed by a timer around it or around the request it works for, or because that goes on without it. */
  private willEnd(request: RequestId): boolean {
    if (this.flow.scopesAround(request).some((scope) => scope.willEnd?.(request) ?? false)) return true;
    const caller = this.callerOf.get(request);
    if (caller === undefined) return false;
    if (this.willEnd(caller)) return true;
    const what = this.flow.stepOf(caller).waitsFor?.(caller);
    return what !== undefined && "requests" in what && what.stopsRest && !this.left.has(caller);
  }

  /** Held by the request or by those that work for it. */
  private slotsAwaitedBy(request: RequestId, seen = new Set<RequestId>()): Slots[] {
    const what = this.left.get(request);
    if (what === undefined || seen.has(request)) return [];
    seen.add(request);
    if ("slots" in what) return [what.slots];
    return [...new Set(what.requests.flatMap((each) => this.slotsAwaitedBy(each, seen)))];
  }

  private waitsSinceMs(request: RequestId, joinedMs: Float64Column): number {
    const what = this.left.get(request);
    if (what === undefined) return 0;
    if ("slots" in what) return joinedMs.at[request];
    if (what.holdSinceMs !== undefined) return what.holdSinceMs;
    return Math.max(...what.requests.map((each) => this.waitsSinceMs(each, joinedMs)));
  }

  /** The request on whose behalf this one works. */
  private whole(request: RequestId): RequestId {
    const caller = this.callerOf.get(request);
    return caller === undefined ? request : this.whole(caller);
  }

  /** From each bank to the banks its holders wait for. */
  private leads(): Map<Slots, Set<Slots>> {
    const leads = new Map<Slots, Set<Slots>>();
    for (const request of this.left.keys()) {
      const to = this.slotsAwaitedBy(request);
      for (const slots of this.flow.slotsHeldBy(request)) {
        const known = leads.get(slots) ?? new Set();
        for (const each of to) known.add(each);
        leads.set(slots, known);
      }
    }
    return leads;
  }
}
