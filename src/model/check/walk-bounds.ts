/**
 * What stands between what a walk passes and a queue without end: what holds it in, what may have turned it away on the
 * way, and what may stop it. Named as a file names them: "web patience", "db pool acquire", "deadline of users".
 */
import type { Visit } from "./offered-loads.js";

/** Something around that lets only so much in, or that ends what is inside. */
interface Gate {
  readonly boundedBy: readonly string[]; // Empty: what it does not let in waits before it, without end.
  readonly deadlineMs: number | null; // Null: slots, that are held.
  readonly slots: string | null; // Whose; null: of no resource.
  readonly around: Gate | null;
}

export interface Entry {
  readonly inside: Gate;
  readonly before: readonly string[];
  readonly noted: number;
}

export class WalkBounds {
  isUnused = false; // Nothing ever comes here: an endpoint without callers, a share of 0 %.
  isAside = false; // No request waits for it: a message, or what outlives its caller.
  #gates: Gate | null = null; // The innermost.
  #before: readonly string[] = []; // What may have turned requests away before they came here.
  #noted: string[] = []; // All that a walk has met so far, in order.

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

  /** What a source or a message begins with. @param boundedBy e.g. a number of users */
  enter<T>(boundedBy: readonly string[], isAside: boolean, walk: () => T): T {
    const [gates, before, wasAside] = [this.#gates, this.#before, this.isAside];
    this.#gates = boundedBy.length === 0 ? null : { boundedBy, deadlineMs: null, slots: null, around: null };
    this.isAside = isAside;
    const result = walk();
    [this.#gates, this.#before, this.isAside] = [gates, before, wasAside];
    return result;
  }

  /** From here on there may be fewer. */
  note(...words: readonly string[]): void {
    this.#before = [...this.#before, ...words];
    this.#noted.push(...words);
  }

  /** What follows is inside something that is held, or that ends at a time; until `leave`. */
  hold(boundedBy: readonly string[], deadlineMs: number | null, slots: string | null = null): Entry {
    const [gates, before, noted] = [this.#gates, this.#before, this.#noted.length];
    this.#gates = { boundedBy, deadlineMs, slots, around: gates };
    return { inside: this.#gates, before, noted };
  }

  /** @returns what is true of the visit that ends */
  leave({ inside, before, noted }: Entry): Visit {
    this.#gates = inside.around;
    const boundedBy: string[] = [];
    for (let gate: Gate | null = inside; gate !== null; gate = gate.around) boundedBy.push(...gate.boundedBy);
    let waitBefore: string[] = [];
    for (let gate = inside.around; gate !== null; gate = gate.around)
      if (gate.boundedBy.length > 0)
        waitBefore = []; // Those who wait inside it are as few.
      else if (gate.slots !== null) waitBefore.push(gate.slots);
    return { boundedBy, reducedBy: [...before, ...this.#noted.slice(noted)], waitBefore };
  }

  /** Inside what may end it. */
  inside(boundedBy: readonly string[], deadlineMs: number | null, walk: () => number): number {
    const entry = this.hold(boundedBy, deadlineMs);
    const ms = walk();
    this.leave(entry);
    return ms;
  }

  /** What may outlive what is around: only a deadline that comes sooner still holds it in. */
  detached<T>(afterMs: number, walk: () => T): T {
    const [gates, wasAside] = [this.#gates, this.isAside];
    this.#gates = deadlinesUntil(gates, afterMs);
    this.isAside = true;
    const result = walk();
    [this.#gates, this.isAside] = [gates, wasAside];
    return result;
  }

  /** One of several ways: what is met on one has turned nobody away from the others. */
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

  /** Those who failed in `body` do something else instead, and go on. */
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
