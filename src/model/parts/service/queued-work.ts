/** The heaviest step that an endpoint's caller may not need to wait for, handed to workers instead. */

import type { Change, ChangeContext } from "../../changes/change.js";
import { lackOf } from "../../changes/done-later.js";
import { editSteps } from "../../changes/edit-steps.js";
import { endpointsOf, workOf } from "../../changes/own-steps.js";
import type { StepLoad } from "../../check/step-loads.js";

const HEAVY = 0.25; // Of the endpoint's time.
const LOAD_OF_WORKERS = 0.7;

/** Of each service the endpoint where it would save most; what the answer needs nothing of before what it may need. */
export function queuedWork(context: ChangeContext, service: string): Change[] {
  const heaviest = endpointsOf(context, service).flatMap(({ endpoint, steps, ms }) =>
    steps.flatMap((load, i): Movable[] => {
      if (i === 0 || load.ms < HEAVY * ms || !isWork(load)) return [];
      const lack = lackOf(context, load, steps.slice(0, i));
      return lack === "all" ? [] : [{ endpoint, load, lacks: lack.lacks }];
    }),
  );
  const kept = (each: Movable) => (each.lacks === null ? 0 : 1);
  const [first] = heaviest.sort((a, b) => kept(a) - kept(b) || workOf(b.load) - workOf(a.load));
  return first === undefined ? [] : [queued(context, service, first)];
}

interface Movable {
  readonly endpoint: string;
  readonly load: StepLoad;
  readonly lacks: string | null;
}

const isWork = ({ step }: StepLoad): boolean => "cpu" in step || "call" in step || "query" in step;

function queued(context: ChangeContext, service: string, { endpoint, load, lacks }: Movable): Change {
  const { path, step, perMs, ms } = load;
  const queue = freeName(context, `${service}-${endpoint}-later`);
  const workers = Math.max(1, Math.ceil((perMs * ms) / LOAD_OF_WORKERS));
  const cores = "cpu" in step ? workers : 0; // Others do the work of what is asked of them.
  let moved: unknown;
  const lists = editSteps(context, [
    {
      path,
      edit: (written) => {
        moved = written;
        return { publish: queue };
      },
    },
  ]) as { parts: Record<string, unknown> };
  const part = { type: "work-queue", workers, ...(cores > 0 ? { cores } : {}), steps: [moved] };
  return {
    name: `${service}: ${what(step)} of ${endpoint} later`,
    treats: "heavy work in the path",
    overlay: { parts: { [queue]: part, ...lists.parts } },
    complexity: 3,
    why: "a queue, workers, and an answer before the work is done",
    cost: { queues: 1, ...(cores > 0 ? { cores } : {}) },
    relieves: [],
    ...(lacks === null ? { assumes: "the answer does not need it" } : { loses: lacks }),
  };
}

/** Of an endpoint from which work was taken before, the queue of that has the name already. */
function freeName({ model }: ChangeContext, name: string): string {
  for (let i = 1; ; i++) {
    const free = i === 1 ? name : `${name}-${i}`;
    if (!Object.hasOwn(model.parts, free)) return free;
  }
}

const what = (step: StepLoad["step"]): string =>
  "cpu" in step ? "computing" : String(step.query ?? step.call).split(".")[1];
