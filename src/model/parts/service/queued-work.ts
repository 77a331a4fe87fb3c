/** Proposes to hand the heaviest step that callers need not wait for to workers of a queue. */
import { groupedBy, visitOf, workOf } from "../../changes/asking-steps.js";
import type { Change, ChangeContext } from "../../changes/change.js";
import { isWriting, lackOf } from "../../changes/done-later.js";
import { editSteps } from "../../changes/edit-steps.js";
import type { StepLoad } from "../../check/step-loads.js";
import type { StepData, Visit } from "../../language/kinds.js";
import { handedTo, newQueue } from "../work-queue/changes.js";

const HEAVY = 0.25; // Of the endpoint's time.
const LOAD_OF_WORKERS = 0.7;

/** The endpoint where it would save most; steps that the answer surely does not need go first. */
export function queuedWork(context: ChangeContext, service: string): Change[] {
  const heaviest = endpointsOf(context, service).flatMap(({ endpoint, steps, ms }) =>
    steps.flatMap((load, i): Movable[] => {
      if (i === 0 || load.ms < HEAVY * ms || !isWork(context, load)) return [];
      const lack = lackOf(context, load, steps.slice(0, i));
      return lack === "all" ? [] : [{ endpoint, load, lacks: lack.lacks }];
    }),
  );
  const kept = (each: Movable) => (each.lacks === null ? 0 : 1);
  const [first] = heaviest.sort((a, b) => kept(a) - kept(b) || workOf(b.load) - workOf(a.load));
  return [...(first === undefined ? [] : [queued(context, service, first)]), ...allLater(context, service)];
}

/** Everything after the first write that an answer surely does not need, of the endpoint where that is most, by one message. */
function allLater(context: ChangeContext, service: string): Change[] {
  const all = endpointsOf(context, service).flatMap(({ endpoint, steps, ms }) => {
    const truth = steps.find((load) => isWriting(context, load)); // What the answer says was done.
    const loads = steps.filter((load, i) => {
      const lack = i > 0 && load !== truth && isWork(context, load) ? lackOf(context, load, steps.slice(0, i)) : "all";
      return lack !== "all" && lack.lacks === null;
    });
    const sum = loads.reduce((total, load) => total + load.ms, 0);
    return loads.length > 1 && sum >= HEAVY * ms ? [{ endpoint, loads, work: sum * (loads[0].perMs || 1) }] : [];
  });
  const [most] = all.sort((a, b) => b.work - a.work);
  return most === undefined ? [] : [together(context, service, most)];
}

interface Together {
  readonly endpoint: string;
  readonly loads: readonly StepLoad[];
  readonly work: number; // At once, in the mean.
}

function together(context: ChangeContext, service: string, { endpoint, loads, work }: Together): Change {
  const queue = freeName(context, `${service}-${endpoint}-later`);
  const workers = Math.max(1, Math.ceil(work / LOAD_OF_WORKERS));
  const computing = loads.filter(({ kind }) => kind.does === "computes");
  const cores = Math.ceil(computing.reduce((sum, { perMs, ms }) => sum + perMs * ms, 0) / LOAD_OF_WORKERS);
  const moved: StepData[] = []; // In reverse, see `editSteps`.
  const lists = editSteps(
    context,
    loads.map(({ path }, i) => ({
      path,
      edit: (written) => {
        moved.unshift(written);
        return i === 0 ? handedTo(queue) : [];
      },
    })),
  ) as { parts: Record<string, unknown> };
  return {
    name: `${service}: ${list(loads.map((load) => what(context, load)))} of ${endpoint} later`,
    treats: "heavy work in the path",
    overlay: { parts: { [queue]: newQueue(workers, cores, moved), ...lists.parts } },
    complexity: 3,
    why: "a queue, workers, and an answer before the work is done",
    cost: { queues: 1, ...(cores > 0 ? { cores } : {}) },
    relieves: [],
    assumes: "the answer needs none of it",
  };
}

const list = (words: readonly string[]): string => `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

interface Movable {
  readonly endpoint: string;
  readonly load: StepLoad;
  readonly lacks: string | null;
}

const isWork = (context: ChangeContext, load: StepLoad): boolean =>
  load.kind.does === "computes" || load.kind.does === "waits" || isAwaited(visitOf(context, load));

/** A part without cores or a machine here, which asks nothing here: more of it cannot be had. */
export function isOfOthers(context: ChangeContext, load: StepLoad): boolean {
  const visit = visitOf(context, load);
  if (load.kind.does === "computes" || visit === null) return false;
  const [part] = visit.target.split(".");
  const machine = context.machineOf(part);
  const isOurs = context.isStateful(part) || context.hops.some(({ process }) => process === part);
  return machine !== undefined && machine.cores === undefined && machine.host === undefined && !isOurs;
}

/** A message is handed on already. */
const isAwaited = (visit: Visit | null): boolean => visit?.mayHang === true && visit.waits;

function queued(context: ChangeContext, service: string, { endpoint, load, lacks }: Movable): Change {
  const { path, kind, perMs, ms } = load;
  const queue = freeName(context, `${service}-${endpoint}-later`);
  const workers = Math.max(1, Math.ceil((perMs * ms) / LOAD_OF_WORKERS));
  const cores = kind.does === "computes" ? workers : 0; // Calls are computed elsewhere.
  let moved: StepData = {};
  const lists = editSteps(context, [
    {
      path,
      edit: (written) => {
        moved = written;
        return handedTo(queue);
      },
    },
  ]) as { parts: Record<string, unknown> };
  return {
    name: `${service}: ${what(context, load)} of ${endpoint} later`,
    treats: isOfOthers(context, load) ? "slow third party" : "heavy work in the path",
    overlay: { parts: { [queue]: newQueue(workers, cores, [moved]), ...lists.parts } },
    complexity: 3,
    why: "a queue, workers, and an answer before the work is done",
    cost: { queues: 1, ...(cores > 0 ? { cores } : {}) },
    relieves: [],
    ...(lacks === null ? { assumes: "the answer does not need it" } : { loses: lacks }),
  };
}

/** An unused name: an earlier change to the endpoint may have taken the first. */
function freeName({ model }: ChangeContext, name: string): string {
  for (let i = 1; ; i++) {
    const free = i === 1 ? name : `${name}-${i}`;
    if (!Object.hasOwn(model.parts, free)) return free;
  }
}

const what = (context: ChangeContext, load: StepLoad): string =>
  (load.step.name as string | undefined) ??
  visitOf(context, load)?.target.split(".")[1] ??
  (load.kind.does === "computes" ? "computing" : "waiting");

interface EndpointSteps {
  readonly endpoint: string;
  readonly steps: readonly StepLoad[]; // Of the endpoint's own list, not of lists inside its steps.
  readonly ms: number; // Their mean time without waiting.
}

/** The steps of a service's endpoints, as they stand in their lists. */
export function endpointsOf({ steps }: ChangeContext, service: string): readonly EndpointSteps[] {
  const own = steps.filter(
    ({ path: [parts, name, key], path }) =>
      parts === "parts" && name === service && key === "endpoints" && path.length === 5,
  );
  return groupedBy(own, ({ path }) => String(path[3])).map(([endpoint, list]) => ({
    endpoint,
    steps: list.toSorted((a, b) => Number(a.path[4]) - Number(b.path[4])),
    ms: list.reduce((sum, { ms }) => sum + ms, 0),
  }));
}
