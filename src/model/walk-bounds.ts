/**
 * What stands between what a walk passes and a queue without end: what holds it in, what may have turned it away on the
 * way, and what may stop it. Named as a file names them: "web patience", "db pool acquire", "deadline of users".
 */
import type { Visit } from "./offered-loads.js";

/** Something around that lets only so much in, or that ends what is inside. */
interface Gate {
  readonly boundedBy: readonly string[]; // Empty: what it does not let in waits before it, without end.
  readonly deadlineMs: number | null; // Null: slots, that are held.
}

export class WalkBounds {
  isUnused = false; // Nothing ever comes here: an endpoint without callers, a share of 0 %.
  isAside = false; // No request waits for it: a message, or what outlives its caller.
  #gates: readonly Gate[] = [];
  #before: readonly string[] = []; // What may have turned requests away before they came here.
  #noted: string[] = []; // All that a walk has met so far, in order.

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
    this.#gates = boundedBy.length === 0 ? [] : [{ boundedBy, deadlineMs: null }];
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

  /** Inside something that is held, or that ends at a time. @returns what was walked, and what is true of a visit to it */
  inside<T>(boundedBy: readonly string[], deadlineMs: number | null, walk: () => T): { result: T; visit: Visit } {
    const [gates, before, from] = [this.#gates, this.#before, this.#noted.length];
    const bounding = [boundedBy, ...gates.map((gate) => gate.boundedBy).toReversed()].flat();
    this.#gates = [...gates, { boundedBy, deadlineMs }];
    const result = walk();
    this.#gates = gates;
    return { result, visit: { boundedBy: bounding, reducedBy: [...before, ...this.#noted.slice(from)] } };
  }

  /** What may outlive what is around: only a deadline that comes sooner still holds it in. */
  detached<T>(afterMs: number, walk: () => T): T {
    const [gates, wasAside] = [this.#gates, this.isAside];
    this.#gates = gates.filter(({ deadlineMs }) => deadlineMs !== null && deadlineMs <= afterMs);
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
