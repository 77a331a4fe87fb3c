/** The smallest steps, which write down what happens to them. */
import type { Flow } from "../../src/engine/flow.js";
import type { RequestId } from "../../src/engine/request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../src/engine/step.js";

export type Journal = string[];

/** Answers at once: with what it returns, if that is a number. */
export function instant(act: (request: RequestId) => unknown): Step {
  const enter = (request: RequestId): Outcome => {
    const outcome = act(request);
    return typeof outcome === "number" ? outcome : GO_ON;
  };
  return { enter, wake: () => GO_ON, withdraw() {} };
}

export const tell = (journal: Journal, word: string): Step =>
  instant((request) => void journal.push(`${word} ${request}`));
export const fail: Step = instant(() => FAILED);

/** Ends a path: the request is given back. */
export const gone = (flow: Flow): Step =>
  instant((request) => {
    flow.requests.giveBack(request);
    return PENDING;
  });

/** Takes so long, and can be withdrawn from. */
export function wait(flow: Flow, ms: number): Step {
  const { simulation } = flow;
  return {
    enter(request) {
      simulation.wakeRequestAt(request, simulation.nowMs + ms);
      return PENDING;
    },
    wake: () => GO_ON,
    withdraw: (request) => simulation.calmRequest(request),
  };
}

/** Something to hold, of which there is enough for all. */
export function held(journal: Journal, name: string): Step & Scope {
  return {
    ...tell(journal, `take ${name}`),
    leave: (request) => void journal.push(`leave ${name} ${request}`),
  };
}
