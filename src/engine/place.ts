/** A step in its place in a program: what it does, where it leads, and what is held there. */
import { NOTHING, type Outcome, type Scope, type Step } from "./step.js";
import { Delay } from "./steps/delay.js";
import { HoldSlot } from "./steps/hold-slot.js";

export type StepId = number;
export type ScopeId = number;
export const NO_SCOPE: ScopeId = -1;

/** The three most frequent sorts of steps are called directly and inlined. */
export const DELAYS = 0;
export const HOLDS = 1;
export const LEAVES = 2; // Leaves a scope in the normal course, and does nothing else.
export const DOES = 3; // Any other step.

const HOLDS_NOTHING: Scope = { leave() {} };

export class Place {
  readonly sort: number;
  readonly step: Step;
  /** The step's `enter`, kept here: a megamorphic call by name would look the name up. */
  readonly enter: Step["enter"];
  readonly leave: Scope["leave"];
  /** The same step, or the scope it leaves, typed by its sort. */
  readonly delay: Delay | null;
  readonly hold: HoldSlot | null;
  readonly left: Scope;
  readonly exits: Place[] = [];
  /** Exit 0; its own place until it is connected. */
  goesOn: Place = this;

  private constructor(
    readonly id: StepId,
    readonly scope: ScopeId,
    step: Step,
    left: Scope | null,
  ) {
    this.step = step;
    this.enter = step.enter;
    this.delay = step instanceof Delay ? step : null;
    this.hold = step instanceof HoldSlot ? step : null;
    this.left = left ?? HOLDS_NOTHING;
    this.leave = this.left.leave;
    this.sort = left !== null ? LEAVES : step instanceof Delay ? DELAYS : step instanceof HoldSlot ? HOLDS : DOES;
  }

  static of(id: StepId, scope: ScopeId, step: Step): Place {
    return new Place(id, scope, step, null);
  }

  static leaving(id: StepId, scope: ScopeId, left: Scope): Place {
    return new Place(id, scope, NOTHING, left);
  }

  connect(exit: Outcome, to: Place): void {
    this.exits[exit] = to;
    if (exit === 0) this.goesOn = to;
  }
}
