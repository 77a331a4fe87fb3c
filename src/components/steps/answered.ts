/** Whether what a scope is around was done to its end; what was stopped or has failed on the way was not. */
import type { Program } from "../../engine/program.js";
import type { Int32Column } from "../../engine/request-table.js";
import type { Scope, Step } from "../../engine/step.js";
import { Hook } from "./instant-step.js";

/** Writes the body within the scope, and 1 in the column when it is done. The scope's `enter` writes 0. */
export function notingAnswers(program: Program, scope: Step & Scope, isAnswered: Int32Column, body: () => void): void {
  program.within(scope, () => {
    body();
    program.add(
      new Hook((request) => {
        isAnswered.at[request] = 1;
      }),
    );
  });
}
