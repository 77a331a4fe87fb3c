/** A cache: the steps of a miss run only on a miss, and then fill it. */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import { Delay } from "../../engine/steps/delay.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import { Hook } from "../steps/instant-step.js";
import type { Answered, LookUp } from "./cache-contents.js";

const LOOK_UP: Spending = { as: "work", on: "look-up" };

/** What a question goes through that may leave it without an answer; null: nothing. */
export type Around = ((ask: () => void) => void) | null;

/**
 * Writes a look-up that takes `timeMs` and, on a miss, continues with `miss`.
 *
 * @param around a look-up without an answer is a miss, and fills nothing
 */
export function get(
  flow: Flow,
  program: Program,
  timeMs: Sampler,
  around: Around,
  lookUp: (answered: Answered) => LookUp,
  miss: () => void,
): void {
  const site = lookUp(ask(flow, program, timeMs, around));
  program.branch(site.step, [() => {}, () => site.fetch(program, miss)]);
}

/** Writes the way to the cache and back. @returns whether each request got an answer; null: always */
export function ask(flow: Flow, program: Program, timeMs: Sampler, around: Around): Answered {
  const asked = (): void => void program.add(new Delay(flow, timeMs, LOOK_UP));
  if (around === null) {
    asked();
    return null;
  }
  const answered = flow.requests.int32();
  const note = (answer: 0 | 1): Hook =>
    new Hook((request) => {
      answered.at[request] = answer;
    });
  program.attempt(
    () => {
      around(asked);
      program.add(note(1));
    },
    () => program.add(note(0)),
  );
  return answered;
}
