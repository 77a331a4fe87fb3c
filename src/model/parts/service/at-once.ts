/** What is asked one after the other, asked at once: where no question needs the answer to another. */

import type { Change, ChangeContext } from "../../changes/change.js";
import { isWriting } from "../../changes/done-later.js";
import { editSteps } from "../../changes/edit-steps.js";
import { endpointsOf } from "../../changes/own-steps.js";
import type { StepLoad } from "../../check/step-loads.js";
import type { StepData } from "../../language/part-kind.js";

const WORTH = 0.2; // Of the endpoint's time.

interface Row {
  readonly endpoint: string;
  readonly steps: readonly StepLoad[]; // One after the other.
}

/** Of each service the row that would save most. The order of writes may matter, so they stay where they are. */
export function askedAtOnce(context: ChangeContext, service: string): Change[] {
  const rows = endpointsOf(context, service).flatMap(({ endpoint, steps, ms }): Row[] =>
    rowsOf(steps, (step) => isQuestion(context, step))
      .map((row) => ({ endpoint, steps: row }))
      .filter((row) => row.steps.length > 1 && savedMs(row) >= WORTH * ms),
  );
  const [most] = rows.sort((a, b) => saved(b) - saved(a));
  return most === undefined ? [] : [atOnce(context, service, most)];
}

function atOnce(context: ChangeContext, service: string, { endpoint, steps }: Row): Change {
  const written: StepData[] = []; // The last comes first, see `editSteps`.
  return {
    name: `${service}: ${steps.length} questions of ${endpoint} at once`,
    treats: "one after the other",
    overlay: editSteps(
      context,
      steps.map(({ path }, i) => ({
        path,
        edit: (step) => {
          written.unshift(step);
          return i > 0 ? [] : { parallel: written.map((each) => ({ steps: [each] })) };
        },
      })),
    ),
    complexity: 2,
    why: "code that asks without waiting for the answer before",
    cost: {},
    relieves: [],
    assumes: `none of ${steps.map(({ step }) => String(step.get ?? step.query ?? step.call)).join(", ")} needs what another returns`,
  };
}

function rowsOf(steps: readonly StepLoad[], belongs: (step: StepLoad) => boolean): StepLoad[][] {
  const rows: StepLoad[][] = [[]];
  for (const step of steps)
    if (belongs(step)) rows.at(-1)!.push(step);
    else rows.push([]);
  return rows;
}

const isQuestion = (context: ChangeContext, load: StepLoad): boolean =>
  ["get", "query", "call"].some((verb) => verb in load.step) && !isWriting(context, load);

/** All of them but the longest. */
const savedMs = ({ steps }: Row): number =>
  steps.reduce((sum, { ms }) => sum + ms, 0) - Math.max(...steps.map(({ ms }) => ms));

const saved = (row: Row): number => (row.steps[0].perMs || 1) * savedMs(row);
