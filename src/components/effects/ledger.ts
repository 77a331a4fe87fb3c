/**
 * The ledger of effects: what requests were told, beside what really happened.
 *
 * An effect is due once for each good answer of its endpoint, or once another effect has happened. Whatever works for a
 * request, messages and attempts too, carries its number, so that what it makes happen is booked to it, also after its
 * answer. What is not done when the run ends is lost if nothing works for its request any more.
 */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { OUTSIDE, type Window } from "../observation/window.js";
import { InstantStep } from "../steps/instant-step.js";
import { Account, type EffectSpec } from "./account.js";

const NONE = 0; // No effect is due for it.

export class Ledger implements Actor {
  readonly accounts: readonly Account[];
  /** By account and bin: how often it happened to requests for which none is ever due. */
  readonly strays: readonly Int32Array[];
  private readonly flow: Flow;
  private readonly window: Window;
  private readonly numberOf: Int32Column;
  private readonly self: ActorId;
  private requests = 0;

  constructor(flow: Flow, window: Window, specs: readonly EffectSpec[]) {
    this.flow = flow;
    this.window = window;
    this.numberOf = flow.carries();
    this.accounts = specs.map((spec) => new Account(spec));
    this.strays = specs.map(() => new Int32Array(window.bins));
    for (const account of this.accounts)
      if (account.spec.cause !== null) this.accounts[account.spec.cause]!.causes.push(account);
    this.self = flow.simulation.addActor(this);
  }

  /** Opens the books for a request that comes, if effects are due for good answers of its endpoint. */
  arrival(endpoint: string): InstantStep {
    const isBooked = this.accounts.some(({ spec }) => spec.endpoint === endpoint);
    return new Book(this.numberOf, () => (isBooked ? ++this.requests : NONE));
  }

  /** A request of the endpoint was answered, if only degraded, or failed. Whatever still works for it goes on to carry its number. */
  end(endpoint: string, hasFailed: boolean): InstantStep {
    const told = this.accounts.filter(({ spec }) => spec.cause === null && spec.endpoint === endpoint);
    return new Book(this.numberOf, (number) => {
      if (!hasFailed && number !== NONE) for (const each of told) each.owe(number, this.flow.simulation.nowMs);
      return NONE;
    });
  }

  /** The effect happens to the request that passes, or is undone. */
  step(effect: string, undoes: boolean): InstantStep {
    const at = this.accounts.findIndex(({ spec }) => spec.name === effect);
    const account = this.accounts[at]!;
    return new Book(this.numberOf, (number) => {
      if (number === NONE) this.stray(this.strays[at]!, undoes ? -1 : 1);
      else if (undoes) account.undo(number);
      else account.happen(number, this.flow.simulation.nowMs);
      return number;
    });
  }

  /** 1 for each number that a request still under way carries, or what works for it. */
  alive(): Uint8Array {
    const isAlive = new Uint8Array(this.requests + 1);
    for (const row of this.flow.requests.rowsInUse()) isAlive[this.numberOf.at[row]!] = 1;
    isAlive[NONE] = 0;
    return isAlive;
  }

  /** All requests of the window are answered: the run ends once it is known what became of what they were told. */
  awaitEffects(): void {
    this.flow.simulation.wakeActorAt(this.self, this.flow.simulation.nowMs);
  }

  fire(): void {
    const { simulation } = this.flow;
    if (this.isSettled()) simulation.stop();
    else simulation.wakeActorAt(this.self, simulation.nowMs + this.window.binMs);
  }

  private isSettled(): boolean {
    const isAlive = this.alive();
    const { fromMs, toMs } = this.window;
    return this.accounts.every(({ dueMs, times }) => {
      const last = Math.min(this.requests, times.length - 1);
      for (let number = 1; number <= last; number++)
        if (isAlive[number] === 1 && times[number]! <= 0 && dueMs[number]! >= fromMs && dueMs[number]! < toMs)
          return false;
      return true;
    });
  }

  private stray(byBin: Int32Array, change: number): void {
    const bin = this.window.binNow(this.flow.simulation.nowMs);
    if (bin !== OUTSIDE) byBin[bin]! += change;
  }
}

/** Gives a request another number, or leaves it the one that it has. */
class Book extends InstantStep {
  private readonly numberOf: Int32Column;
  private readonly book: (number: number) => number;

  constructor(numberOf: Int32Column, book: (number: number) => number) {
    super();
    this.numberOf = numberOf;
    this.book = book;
  }

  enter(request: RequestId): Outcome {
    const { at } = this.numberOf;
    at[request] = this.book(at[request]!);
    return GO_ON;
  }
}
