/** What a file of this folder exports: a policy of balancing, told by a word, or by a key of `balance`. */
import type { Balancing } from "../../../../components/service/balancing/balancing.js";
import type { Doer } from "../../../../components/service/balancing/least-work.js";
import type { Path, Sense } from "../../../check/sense.js";
import type { Model } from "../../../language/model.js";
import type { Assembly } from "../../../wiring/assembly.js";
import type { Balance } from "./balance.js";

/** A service whose requests are balanced. */
export interface Place {
  readonly assembly: Assembly;
  readonly name: string;
  readonly instances: number; // The most that there ever are.
  readonly zones: number; // 1: none.
  readonly doers: readonly Doer[]; // What each can do.
}

export interface BalancePolicy<Key extends string = string> {
  readonly key: Key; // A word, or the key that says what it needs.
  readonly summary: string; // One line for the reference.
  build(place: Place, said: Balance): Balancing;
  /** One of several that each know only of what they have sent; absent: built as any. */
  buildOwn?(place: Place, said: Balance): () => Balancing;
  /** Its name for queueing theory. */
  theory?(said: Balance, instances: number): string;
  /** The policy with static weights; absent: it has none. */
  weighed?(weights: readonly number[]): Balancing;
  /**
   * The share of the requests that comes to each instance, whatever they have to do; null: they go where there is less.
   * @param model absent: what depends on its data is not known
   */
  shares?(said: Balance, instances: number, model?: Model): readonly number[] | null;
  /** Reports mistakes that a schema cannot see. */
  check?(sense: Sense, path: Path, said: Balance): void;
  /** Whether it makes no difference who else asks. */
  readonly knowsNothing?: true;
  /** Whether it must know of all requests. */
  readonly needsAll?: true;
  /** Whether a key decides. */
  readonly isByKey?: true;
  /** Whether it must know what a request brings. */
  readonly needsWork?: true;
  /** Whether instances get requests by chance, whatever they have to do. */
  readonly isByChance?: true;
}
