/** What a service does with those who wait for its threads when more come than it can serve. */
import { z } from "zod";
import { Codel } from "../../../components/shedding/codel.js";
import { ControlledDelay } from "../../../components/shedding/controlled-delay.js";
import { Hopeless } from "../../../components/shedding/hopeless.js";
import { NewestFirstQueue } from "../../../components/shedding/newest-first-queue.js";
import type { Shedding } from "../../../components/shedding/shedding.js";
import { SheddingSlots } from "../../../components/shedding/shedding-slots.js";
import type { Int32Column, RequestId } from "../../../engine/request-table.js";
import type { NewSlots } from "../../../engine/slots.js";
import type { NewQueue } from "../../../engine/waiting-queue.js";
import { type Idle, sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Model } from "../../language/model.js";
import { distribution, duration } from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";

const INTERVAL = "100ms";

const interval = () => duration({ above: 0, fixed: "an interval has one length" }).prefault(INTERVAL);

const newestFirst = () =>
  z.strictObject({ interval: interval().describe("Overload begins when the queue has not been empty for this long") });

export const shedOption = () =>
  z
    .union([
      z.literal("newest-first").transform(() => ({ "newest-first": newestFirst().parse({}) })),
      z
        .strictObject({
          codel: z
            .strictObject({
              target: duration({ above: 0, fixed: "a target is one time" })
                .prefault("5ms")
                .describe("How long a request should wait at most in the long run"),
              interval: interval().describe(
                "How long all requests may wait longer than `target` before any is refused",
              ),
              as: z
                .enum(["rfc8289", "facebook"])
                .default("rfc8289")
                .describe(
                  "`rfc8289`: more and more often until one has waited less, made for senders that slow down when they are refused; `facebook`: each that has waited longer than the target, if the queue had not been empty for an interval when it came, and otherwise longer than the interval",
                ),
            })
            .optional()
            .describe("Refuses requests that have waited too long, by CoDel"),
          "newest-first": newestFirst()
            .optional()
            .describe(
              "Under overload the newest request goes first, and where the queue is full the oldest is refused",
            ),
          "lowest-first": z
            .boolean()
            .optional()
            .describe("When the queue is full, a request of lower `priority` is refused for one of higher"),
          late: z
            .strictObject({
              after: duration({ above: 0, fixed: "it is the same for all" })
                .optional()
                .describe(
                  "An answer later than this after the user asked is of no use. If not given: later than the caller's timeout or deadline allows, where that `travels`",
                ),
              needs: duration({ fixed: "it is the same for all" })
                .prefault("0ms")
                .describe("Time that must be left when a request gets a thread"),
            })
            .optional()
            .describe("Refuses requests that would be answered too late"),
          refusing: distribution()
            .optional()
            .describe(
              "Work of refusing a request, on the cores if the service has some: by its limits, its queue or these rules. None if not given",
            ),
        })
        .refine((said) => Object.keys(said).length > 0, "say how: `shed: newest-first`, or `shed: { codel: {} }`"),
    ])
    .describe(
      "Load shedding: which requests are refused when too many wait for a thread, besides those that a full `queue` refuses",
    );

export type Shed = z.output<ReturnType<typeof shedOption>>;
/** What any of them may say. */
type Said = Extract<Shed, { readonly codel?: unknown }>;

const saidIn = (shed: Shed | undefined): Said => shed ?? {};

/** Whether no request waits for ever: some are refused by how long they have waited. */
export const shedsWaiting = (shed: Shed | undefined): boolean => {
  const { codel, late } = saidIn(shed);
  return codel !== undefined || late !== undefined;
};

/** Newest first under overload, if so said; otherwise in order. */
export function shedQueue(shed: Shed | undefined, inOrder: NewQueue): NewQueue {
  const newest = saidIn(shed)["newest-first"];
  if (newest === undefined) return inOrder;
  return (simulation, columns) => new NewestFirstQueue(simulation, columns, newest.interval);
}

/** Null: as usual. @param rankOf the priority of each request, 0 first */
export function shedSlots(
  assembly: Assembly,
  name: string,
  shed: Shed | undefined,
  rankOf: Int32Column | null,
): NewSlots | null {
  if (shed === undefined) return null;
  const { codel, late, ...said } = saidIn(shed);
  const { flow } = assembly;
  const whenShed = flow.addCause("shed", name);
  const mayWaitMs = codel?.as === "facebook" ? flow.requests.float64() : null;
  const delay = (): Shedding[] => {
    if (codel === undefined) return [];
    if (mayWaitMs === null) return [new Codel(codel.target, codel.interval)];
    return [new ControlledDelay(codel.target, codel.interval, mayWaitMs)];
  };
  return (options, columns, waitingTimeMs) => {
    const rules = [...(late === undefined ? [] : [new Hopeless(endOf(assembly, late.after), late.needs)]), ...delay()];
    const room = {
      lessImportant: said["lowest-first"] === true ? rankOf : null,
      oldest: said["newest-first"] !== undefined,
    };
    return new SheddingSlots(flow, options, { rules, whenShed, room }, columns, waitingTimeMs);
  };
}

/** When the time of a request is up. @param afterMs its user sent it; undefined: as its callers say */
function endOf(assembly: Assembly, afterMs: number | undefined): (request: RequestId) => number {
  if (afterMs !== undefined) return (request) => assembly.flow.arrivedMs.at[request] + afterMs;
  const timeLeft = assembly.timeLeft();
  return (request) => timeLeft.endsAtMs(request);
}

/** Whether any time that is left travels with requests. */
const someTravels = ({ traffic, parts }: Model): boolean => /"travels":true/.test(JSON.stringify([traffic, parts]));

interface Shedder {
  readonly shed?: Shed | undefined;
  readonly threads: number;
  readonly queue: number;
  readonly order: string;
  readonly priority?: readonly string[] | undefined;
  readonly limit?: unknown;
  readonly limits?: unknown;
}

export function checkShed(sense: Sense, path: Path, options: Shedder): void {
  const { shed, threads, queue, order, priority } = options;
  if (shed === undefined) return;
  const at = [...path, "shed"];
  const { codel, late, refusing, ...said } = saidIn(shed);
  const isLimited = options.limit !== undefined || options.limits !== undefined;
  if (codel !== undefined && codel.target >= codel.interval)
    sense.error([...at, "codel", "target"], "it must be less than the interval", "5 % to 10 % of it are usual");
  if (late !== undefined && late.after === undefined && !someTravels(sense.model))
    sense.warn(
      [...at, "late"],
      "no request knows when it is late",
      "give `after: 1s`, or say `travels: true` beside a timeout or deadline",
    );
  if (late?.after !== undefined && late.needs >= late.after)
    sense.error([...at, "late", "needs"], "as much as there is from the start: nothing would ever begin");
  if (said["newest-first"] !== undefined && order !== "first-come-first-served")
    sense.error([...path, "order"], "`shed` says who is next under overload", "leave it out");
  if (said["lowest-first"] === true && priority === undefined)
    sense.error([...at, "lowest-first"], "no endpoint goes first", "name those that do in `priority`");
  const noQueue =
    threads === Number.POSITIVE_INFINITY ? "without a number of `threads`, no request waits for one" : null;
  const full = queue === 0 ? "with `queue: 0`, no request waits" : null;
  const never = noQueue ?? full;
  const waits: Idle[] =
    never === null
      ? []
      : (["codel", "newest-first", "late"] as const).map((key) => [key, saidIn(shed)[key] !== undefined, never]);
  const isEndless = !Number.isFinite(queue) || noQueue !== null;
  sayIdle(sense, at, [
    ...waits,
    ["lowest-first", said["lowest-first"] === true && isEndless, "the queue is never full", "queue"],
    ["refusing", refusing !== undefined && !mayRefuse(options, isLimited), "nothing is ever refused"],
  ]);
}

const mayRefuse = ({ shed, queue }: Shedder, isLimited: boolean): boolean =>
  isLimited || Number.isFinite(queue) || shedsWaiting(shed);
