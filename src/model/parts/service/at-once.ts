/** Proposes to make calls in parallel that are made one after the other and do not depend on each other. */

import { groupedBy, visitOf } from "../../changes/asking-steps.js";
import type { Change, ChangeContext } from "../../changes/change.js";
import { isWriting } from "../../changes/done-later.js";
import { editSteps } from "../../changes/edit-steps.js";
import type { StepLoad } from "../../check/step-loads.js";
import type { StepData } from "../../language/kinds.js";
import { isFallback } from "../../language/policies.js";
import { atOnce } from "../../steps/parallel.js";
import { isOnMiss } from "../cache/changes.js";
import { endpointsOf } from "./queued-work.js";

const WORTH = 0.2; // Of the endpoint's time.

interface Row {
  readonly endpoint: string;
  readonly steps: readonly StepLoad[]; // One after the other.
}

/** The row of calls that would save most. Writes stay in order, which may matter. */
export function askedAtOnce(context: ChangeContext, service: string): Change[] {
  const rows = endpointsOf(context, service).flatMap(({ endpoint, ms }): Row[] =>
    listsIn(context, service, endpoint)
      .flatMap((steps) => rowsOf(steps, (step) => isQuestion(context, step)))
      .map((row) => ({ endpoint, steps: row }))
      .filter((row) => row.steps.length > 1 && savedMs(row) >= WORTH * ms),
  );
  const [most] = rows.sort((a, b) => saved(b) - saved(a));
  return most === undefined ? [] : [allAtOnce(context, service, most)];
}

function allAtOnce(context: ChangeContext, service: string, { endpoint, steps }: Row): Change {
  const written: StepData[] = []; // In reverse, see `editSteps`.
  return {
    name: `${service}: ${steps.length} questions of ${endpoint} at once`,
    treats: "one after the other",
    overlay: editSteps(
      context,
      steps.map(({ path }, i) => ({
        path,
        edit: (step) => {
          written.unshift(step);
          return i > 0 ? [] : atOnce(written);
        },
      })),
    ),
    complexity: 2,
    why: "code that asks without waiting for the answer before",
    cost: {},
    relieves: [],
    assumes: `none of ${steps.map((load) => visitOf(context, load)!.target).join(", ")} needs what another returns`,
  };
}

/** The endpoint's own list of steps, and those inside its steps; but what is done on a failure or a miss is rare. */
function listsIn({ steps }: ChangeContext, service: string, endpoint: string): readonly (readonly StepLoad[])[] {
  const own = steps.filter(
    ({ path }) =>
      ["parts", service, "endpoints", endpoint].every((key, i) => path[i] === key) &&
      !isFallback(path) &&
      !isOnMiss(path),
  );
  return groupedBy(own, ({ path }) => path.slice(0, -1).join()).map(([, list]) =>
    list.toSorted((a, b) => Number(a.path.at(-1)) - Number(b.path.at(-1))),
  );
}

function rowsOf(steps: readonly StepLoad[], belongs: (step: StepLoad) => boolean): StepLoad[][] {
  const rows: StepLoad[][] = [[]];
  for (const step of steps)
    if (belongs(step)) rows.at(-1)!.push(step);
    else rows.push([]);
  return rows;
}

const isQuestion = (context: ChangeContext, load: StepLoad): boolean =>
  visitOf(context, load)?.waits === true && !isWriting(context, load);

/** All of them but the longest. */
const savedMs = ({ steps }: Row): number =>
  steps.reduce((sum, { ms }) => sum + ms, 0) - Math.max(...steps.map(({ ms }) => ms));

const saved = (row: Row): number => (row.steps[0].perMs || 1) * savedMs(row);
