/** Who goes first in a work queue. */
import { z } from "zod";
import type { TakeOrderOptions } from "../../../components/work-queue/lines/take-order.js";
import { sayIdle } from "../../check/no-effect.js";
import { publishersOf } from "../../check/publishers.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import { count } from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";
import { aboutMachine, type Site } from "../../wiring/site.js";
import { ORDERS, type Order, order, queueOf } from "../shared/queue-order.js";
import { inOrderOf, type OrderOptions } from "./order.js";

export const firstOptions = () => ({
  order: order("a worker"),
  priority: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "Whose messages go first: endpoints or parts that publish here, the most important first; all others come last. No work is interrupted",
    ),
  prefetch: count({ max: 100_000 })
    .prefault(0)
    .describe(
      "Messages that each worker takes in advance: they wait behind the one it works on, even while other workers are idle",
    ),
});

export interface FirstOptions {
  readonly order: Order;
  readonly priority?: readonly string[] | undefined;
  readonly prefetch: number;
}

export const FIRST_EFFECTS: Effects<FirstOptions> = { order: "known", priority: "known", prefetch: "known" };

interface Queue extends FirstOptions, OrderOptions {
  readonly workers: number;
  readonly limit: number;
}

/** @param workersMax that there ever are */
export function takeOrder(assembly: Assembly, name: string, options: Queue, workersMax: number): TakeOrderOptions {
  const { workers, order, priority = [], prefetch } = options;
  return {
    workers,
    workersMax,
    inOrder: inOrderOf(assembly, options),
    prefetch,
    classes: priority.length + 1,
    newQueue: queueOf(assembly, name, order),
  };
}

/** The class of what is published here, from 0. */
export function rankOf({ priority = [] }: FirstOptions, { machine, caller }: Site): number {
  const names = machine === null ? [caller] : aboutMachine(machine);
  const found = priority.findIndex((each) => names.includes(each));
  return found < 0 ? priority.length : found;
}

export function checkFirst(sense: Sense, path: Path, options: Queue): void {
  const { priority = [], order, prefetch, workers, limit } = options;
  const name = String(path[1]);
  const isSound = sense.remarks.all.every(({ severity }) => severity !== "error"); // Who publishes can be told.
  const publishers = priority.length > 0 && isSound ? [...publishersOf(sense, name)] : priority;
  for (const [i, each] of priority.entries())
    sense.oneOf(each, publishers, [...path, "priority", i], `"${each}" publishes nothing to ${name}`);
  const isKept = options["in-order"] !== undefined;
  const isOrdered = order !== ORDERS[0];
  if (isKept && isOrdered)
    sense.error(
      [...path, "order"],
      "`in-order` says already which message of a key comes next",
      "take one of them out",
    );
  if (prefetch > 0 && isOrdered)
    sense.error(
      [...path, "order"],
      "what a worker has taken beforehand it does in turn",
      "take `order` or `prefetch` out",
    );
  if (prefetch > 0 && isKept)
    sense.error(
      [...path, "prefetch"],
      "messages that wait for their turn are taken by no worker beforehand",
      "take `in-order` or `prefetch` out",
    );
  const none = "with `limit: 0`, no message waits";
  sayIdle(sense, path, [
    ["prefetch", prefetch > 0 && workers === 1, "one worker takes all messages anyway", "workers"],
    ["priority", limit === 0 && priority.length > 0, none, "limit"],
    ["order", limit === 0 && isOrdered, none, "limit"],
  ]);
}
