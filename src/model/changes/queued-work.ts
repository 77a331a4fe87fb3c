/** The heaviest step that an endpoint's caller may not need to wait for, handed to workers instead. */
import type { StepLoad } from "../step-loads.js";
import type { Change, ChangeContext } from "./change.js";
import { editSteps } from "./edit-steps.js";

const HEAVY = 0.25; // Of the endpoint's time.
const LOAD_OF_WORKERS = 0.7;

/**
 * Of each service the endpoint where it would save most. The answer is made of reads, and of what
 * comes first.
 */
export function queuedWork(context: ChangeContext, service: string): Change[] {
  const own = ownSteps(context, service);
  const heaviest = [...new Set(own.map(endpointOf))].flatMap((endpoint) => {
    const steps = own.filter((load) => endpointOf(load) === endpoint);
    const allMs = steps.reduce((sum, { ms }) => sum + ms, 0);
    const movable = steps.slice(1).filter(({ step, ms }) => ms >= HEAVY * allMs && canWait(context, step));
    return movable.map((load) => ({ endpoint, load }));
  });
  const [first] = heaviest.sort((a, b) => saved(b.load) - saved(a.load));
  return first === undefined ? [] : [queued(context, service, first.endpoint, first.load)];
}

function queued(
  context: ChangeContext,
  service: string,
  endpoint: string,
  { path, step, perMs, ms }: StepLoad,
): Change {
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
    relieves: null,
    assumes: "the answer does not need it",
  };
}

/** Of the endpoint's own list, not of lists inside its steps. */
const ownSteps = ({ steps }: ChangeContext, service: string): readonly StepLoad[] =>
  steps.filter(
    ({ path: [parts, name, key], path }) =>
      parts === "parts" && name === service && key === "endpoints" && path.length === 5,
  );

const endpointOf = ({ path }: StepLoad): string => String(path[3]);

function canWait({ model }: ChangeContext, step: StepLoad["step"]): boolean {
  if ("cpu" in step || "call" in step) return true;
  const [part, query] = String(step.query).split(".");
  const database = model.parts[part] as { queries?: Record<string, { write?: boolean }> } | undefined;
  return database?.queries?.[query]?.write === true;
}

/** Of an endpoint from which work was taken before, the queue of that has the name already. */
function freeName({ model }: ChangeContext, name: string): string {
  for (let i = 1; ; i++) {
    const free = i === 1 ? name : `${name}-${i}`;
    if (!Object.hasOwn(model.parts, free)) return free;
  }
}

const saved = ({ perMs, ms }: StepLoad): number => (perMs || 1) * ms;

const what = (step: StepLoad["step"]): string =>
  "cpu" in step ? "computing" : String(step.query ?? step.call).split(".")[1];
