/**
 * What keeps queues on a walk from growing without limit: slots held around, refusals on the way, and deadlines. Named as
 * in the file: "web patience", "db pool acquire", "deadline of users".
 */
import type { Visit } from "./offered-loads.js";

/** Something around that limits the requests inside, or ends their work. */
interface Gate {
  readonly boundedBy: readonly string[]; // Empty: its own queue is unbounded.
  readonly deadlineMs: number | null; // Null for slots.
  readonly slots: string | null; // Part and resource; null for none.
  readonly around: Gate | null;
}

export interface Entry {
  readonly inside: Gate;
  readonly before: readonly string[];
  readonly noted: number;
}

export class WalkBounds {
  isUnused = false; // Without requests: an endpoint without callers, a share of 0 %.
  isAside = false; // No request waits for it: a message, or what outlives its caller.
  #gates: Gate | null = null; // The innermost.
  #before: readonly string[] = []; // What may have refused requests on the way here.
  #noted: string[] = []; // All that the walk has met so far, in order.

  get hasDeadline(): boolean {
    for (let gate = this.#gates; gate !== null; gate = gate.around) if (gate.deadlineMs !== null) return true;
    return false;
  }

  unused<T>(walk: () => T): T {
    const wasUnused = this.isUnused;
    this.isUnused = true;
    const result = walk();
    this.isUnused = wasUnused;
    return result;
  }

  /** Begins at a source or a message. @param boundedBy e.g. a number of users */
  enter<T>(boundedBy: readonly string[], isAside: boolean, walk: () => T): T {
    const [gates, before, wasAside] = [this.#gates, this.#before, this.isAside];
    this.#gates = boundedBy.length === 0 ? null : { boundedBy, deadlineMs: null, slots: null, around: null };
    this.isAside = isAside;
    const result = walk();
    [this.#gates, this.#before, this.isAside] = [gates, before, wasAside];
    return result;
  }

  /** Notes what may refuse requests from here on. */
  note(...words: readonly string[]): void {
    this.#before = [...this.#before, ...words];
    this.#noted.push(...words);
  }

  /** Until `leave`, the walk is inside slots that are held, or under a deadline. */
  hold(boundedBy: readonly string[], deadlineMs: number | null, slots: string | null = null): Entry {
    const [gates, before, noted] = [this.#gates, this.#before, this.#noted.length];
    this.#gates = { boundedBy, deadlineMs, slots, around: gates };
    return { inside: this.#gates, before, noted };
  }

  /** @returns the bounds of the visit that ends */
  leave({ inside, before, noted }: Entry): Visit {
    this.#gates = inside.around;
    const boundedBy: string[] = [];
    for (let gate: Gate | null = inside; gate !== null; gate = gate.around) boundedBy.push(...gate.boundedBy);
    let waitBefore: string[] = [];
    for (let gate = inside.around; gate !== null; gate = gate.around)
      if (gate.boundedBy.length > 0)
        waitBefore = []; // The gate bounds all queues inside it too.
      else if (gate.slots !== null) waitBefore.push(gate.slots);
    return { boundedBy, reducedBy: [...before, ...this.#noted.slice(noted)], waitBefore };
  }

  /** Walks inside a gate that may end the work. */
  inside(boundedBy: readonly string[], deadlineMs: number | null, walk: () => number): number {
    const entry = this.hold(boundedBy, deadlineMs);
    const ms = walk();
    this.leave(entry);
    return ms;
  }

  /** Work that may outlive its caller: only an earlier deadline still bounds it. */
  detached<T>(afterMs: number, walk: () => T): T {
    const [gates, wasAside] = [this.#gates, this.isAside];
    this.#gates = deadlinesUntil(gates, afterMs);
    this.isAside = true;
    const result = walk();
    [this.#gates, this.isAside] = [gates, wasAside];
    return result;
  }

  /** For alternative ways: refusals on one do not reduce the others. */
  ways(): (walk: () => number) => () => number {
    const start = this.#before;
    let met = start;
    return (walk) => () => {
      this.#before = start;
      const result = walk();
      met = [...new Set([...met, ...this.#before])];
      this.#before = met;
      return result;
    };
  }

  /** Requests that fail in `body` take the fallback and go on. */
  instead<T>(body: () => T): T {
    const before = this.#before;
    const result = body();
    this.#before = before;
    return result;
  }
}

function deadlinesUntil(gate: Gate | null, afterMs: number): Gate | null {
  let kept: Gate | null = null;
  for (let one = gate; one !== null; one = one.around)
    if (one.deadlineMs !== null && one.deadlineMs <= afterMs) kept = { ...one, around: kept };
  return kept;
}
