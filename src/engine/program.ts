/**
 * Writes a program of steps into a Flow: each step follows the last one, scopes nest, branches join.
 *
 * ```
 * const p = new Program(flow);
 * p.within(threads, () => { p.add(lookUp); p.branch(cache, [() => {}, () => p.add(query)]); });
 * ```
 */
import { type Flow, NO_SCOPE, type ScopeId, type StepId } from "./flow.js";
import { GO_ON, type Outcome, type Scope, type Step } from "./step.js";

interface OpenExit {
  readonly from: StepId;
  readonly exit: Outcome;
}

/** A scope that only catches failures. */
const nothing: Scope = { leave() {} };

/** The place of the step that is appended next; parts may add steps of other programs before it. */
export class Mark {
  private placed: StepId | null = null;

  /** @throws Error if nothing was appended yet */
  get step(): StepId {
    if (this.placed === null) throw new Error("nothing stands at this mark");
    return this.placed;
  }

  set(step: StepId): void {
    this.placed ??= step;
  }
}

export class Program {
  readonly flow: Flow;
  private open: OpenExit[] = [];
  private scope: ScopeId = NO_SCOPE;
  private marks: Mark[] = []; // Not yet bound to a step.

  constructor(flow: Flow) {
    this.flow = flow;
  }

  /** Appends a step; all open exits lead to it. */
  add(step: Step): StepId {
    return this.append(this.flow.addStep(step, this.scope));
  }

  /** Where the next step will stand. */
  mark(): Mark {
    const mark = new Mark();
    this.marks.push(mark);
    return mark;
  }

  /** Enters the scope, runs the body holding it, leaves it. A failing `enter` holds nothing. */
  within(held: Step & Scope, body: () => void): ScopeId {
    this.add(held);
    return this.inside(held, body);
  }

  /** The body, in a scope that leads failures to the handler; both go on together. */
  attempt(body: () => void, handler: () => void, held: Scope = nothing): void {
    const scope = this.inside(held, body);
    const afterBody = this.open;
    this.open = [];
    const start = this.mark();
    handler();
    this.flow.catchIn(scope, start.step);
    this.open.push(...afterBody);
  }

  /** A step with one exit for each body; all join after it. */
  branch(step: Step, bodies: readonly (() => void)[]): void {
    const from = this.add(step);
    const joined: OpenExit[] = [];
    bodies.forEach((body, exit) => {
      this.open = [{ from, exit }];
      body();
      joined.push(...this.open);
    });
    this.open = joined;
  }

  /** While `step` takes exit 1, runs the body and comes back to it; exit 0 goes on. */
  loop(step: Step, body: () => void): void {
    const from = this.add(step);
    this.open = [{ from, exit: 1 }];
    body();
    this.goTo(from);
    this.open = [{ from, exit: GO_ON }];
  }

  /** Leads all open exits back to an earlier step; the next step needs an exit of its own. */
  goTo(step: StepId): void {
    for (const { from, exit } of this.open) this.flow.connect(from, exit, step);
    this.open = [];
  }

  /** Ends the path: nothing follows. */
  end(): void {
    this.open = [];
  }

  private append(id: StepId): StepId {
    for (const { from, exit } of this.open) this.flow.connect(from, exit, id);
    this.open = [{ from: id, exit: GO_ON }];
    for (const mark of this.marks) mark.set(id);
    this.marks = [];
    return id;
  }

  private inside(scope: Scope, body: () => void): ScopeId {
    const outer = this.scope;
    const id = this.flow.addScope(scope, outer);
    this.scope = id;
    body();
    this.scope = outer;
    if (scope !== nothing) this.append(this.flow.addLeave(scope, outer));
    return id;
  }
}
