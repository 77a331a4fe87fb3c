/** The order of a queue: which waiting request gets a thread, a connection or a core next. */
import { z } from "zod";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { LastFirstQueue } from "../../../engine/queues/last-first-queue.js";
import { PriorityQueue } from "../../../engine/queues/priority-queue.js";
import { RandomQueue } from "../../../engine/queues/random-queue.js";
import type { Int32Column } from "../../../engine/request-table.js";
import { type NewQueue, WaitingQueue } from "../../../engine/waiting-queue.js";
import { type Idle, sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { CoresOptions } from "./cores.js";

export const ORDERS = ["first-come-first-served", "last-come-first-served", "random-order"] as const;
export type Order = (typeof ORDERS)[number];

export const order = (what: string) =>
  z.enum(ORDERS).default("first-come-first-served").describe(`Who is next when several wait for ${what}`);

/** @param name of the queue, for its random stream */
export function queueOf(assembly: Assembly, name: string, order: Order): NewQueue {
  if (order === "last-come-first-served") return (simulation, columns) => new LastFirstQueue(simulation, columns);
  if (order === "first-come-first-served") return (simulation, columns) => new WaitingQueue(simulation, columns);
  const place = assembly.flow.requests.int32();
  let queues = 0;
  return (simulation, columns) => {
    const stream = assembly.streams.named(`order:${name}#${++queues}`);
    return new RandomQueue(simulation, columns, stream, place);
  };
}

/** A queue for each priority class. */
export const priorityQueue = (queue: NewQueue, classes: number, rankOf: Int32Column): NewQueue => {
  return (simulation, columns) =>
    new PriorityQueue(
      simulation,
      Array.from({ length: classes }, () => queue(simulation, columns)),
      rankOf,
    );
};

interface Ordered extends Partial<CoresOptions> {
  readonly order: Order;
  readonly priority?: readonly string[] | undefined;
  readonly preempts: boolean;
  readonly threads: number;
  readonly queue: number;
  readonly patience?: DistributionSpec | undefined;
  readonly endpoints: object;
}

/** Reports an order or a priority where no request waits. */
export function checkOrder(sense: Sense, path: Path, name: string, options: Ordered): void {
  const { order, priority, preempts, threads, endpoints } = options;
  if (preempts) checkPreemption(sense, [...path, "preempts"], options);
  for (const [i, endpoint] of (priority ?? []).entries())
    sense.oneOf(endpoint, Object.keys(endpoints), [...path, "priority", i], `"${name}" has no endpoint "${endpoint}"`);
  sayIdle(sense, path, idleInQueue(options));
  if (threads !== Number.POSITIVE_INFINITY) return;
  const hint = "without a number of threads, no request waits for one";
  if (order !== "first-come-first-served") sense.warn([...path, "order"], "there is no queue to put in order", hint);
  if (priority !== undefined && !preempts)
    sense.warn([...path, "priority"], "there is no queue in which to go first", hint);
}

const UNLIMITED = Number.POSITIVE_INFINITY;

function idleInQueue({ threads, queue, order, patience, priority, preempts, endpoints }: Ordered): Idle[] {
  const unlimited = "without a number of `threads`, no request waits for one";
  const full = "with `queue: 0`, no request waits";
  const isUnlimited = threads === UNLIMITED;
  const hasNoQueue = !isUnlimited && queue === 0;
  const names = Object.keys(endpoints);
  const goFirst = priority !== undefined && !preempts;
  return [
    ["queue", isUnlimited && queue !== UNLIMITED, unlimited],
    ["patience", isUnlimited && patience !== undefined, unlimited],
    ["patience", hasNoQueue && patience !== undefined, full, "queue"],
    ["order", hasNoQueue && order !== ORDERS[0], full, "queue"],
    ["priority", hasNoQueue && goFirst, full, "queue"],
    [
      "priority",
      !isUnlimited && names.length === 1 && priority?.includes(names[0]) === true,
      "there is only one endpoint",
      "endpoints",
    ],
  ];
}

function checkPreemption(sense: Sense, path: Path, options: Ordered): void {
  const { priority, cores, host, contention, coherency } = options;
  if (priority === undefined) sense.error(path, "no endpoint goes first", "name one in `priority`");
  if (cores === undefined)
    sense.error(
      path,
      host === undefined
        ? "without a number of cores, no request waits for one"
        : "on a host, all parts share the cores",
      "give `cores` of its own",
    );
  if (contention || coherency)
    sense.error(path, "there is no contention or coherency between those who share and those who go first");
}
