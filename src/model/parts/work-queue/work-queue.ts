import type { WorkWhenStopped } from "../../../components/work-queue/crew.js";
import { WorkQueue } from "../../../components/work-queue/work-queue.js";
import { type BuiltTaker, partKind, type TakesMessages } from "../../language/kinds.js";
import { queued } from "../../outline/outline.js";
import { unbounded } from "../../risks/risk.js";
import type { Down } from "../../timeline/down.js";
import { Site } from "../../wiring/site.js";
import { breakdownsOfHost } from "../host/host.js";
import { whileUp } from "../host/placed.js";
import { checkPlannedOutages } from "../shared/breakdowns.js";
import { buildCores, checkCores, sharedBy } from "../shared/cores.js";
import { gigabytes, MEMORY } from "../shared/memory.js";
import { unclearOutages } from "../shared/outages-outline.js";
import { workQueueChanges } from "./changes.js";
import { QUEUE_EFFECTS, type QueueOptions, queueOptions } from "./options.js";
import { checkOrder, OVERTAKEN, subjectsOf } from "./order.js";

/** What becomes of a message here. */
const takesMessages: TakesMessages<QueueOptions> = {
  mayRefuse: ({ limit }) => Number.isFinite(limit),
  check(sense, name, options) {
    const { workers, limit, steps } = options;
    const path = ["parts", name];
    const isLimited = limit < Number.POSITIVE_INFINITY;
    const held = { part: name, resource: "workers", capacity: workers, boundedBy: isLimited ? ["limit"] : [] };
    const walk = (): number => sense.into(name, name, [...path, "steps"], () => sense.steps(steps, []));
    sense.aside(path, () => sense.as(name, () => sense.holds(held, whileUp(sense, name, options, walk))));
  },
  outline(outline, part, { workers, limit, steps, host }) {
    const odd = host === undefined ? [] : unclearOutages(outline.options(host));
    const body = outline.on({ part, instances: 1, balance: "" }).steps(steps);
    return [...odd, ...queued({ part, resource: "workers", servers: workers, queueMax: limit }, body)];
  },
};

/** Messages, and the workers that process them. */
export const workQueue = partKind({
  type: "work-queue",
  summary: "messages that no request waits for, taken in order by workers that do `steps` for each",
  options: queueOptions,
  effects: QUEUE_EFFECTS,
  steps: [],
  takesMessages,
  figures: [
    {
      name: "completion",
      measure: "completionMs",
      unit: "ms",
      goal: "less",
      summary: "From publishing a message until its work is done",
    },
    {
      name: "failed",
      measure: "failedMessages",
      unit: "1",
      goal: "less",
      summary: "Share of the messages whose work ended in an error",
    },
    {
      name: "age",
      measure: "oldestMs",
      unit: "ms",
      isLevel: true,
      goal: "less",
      summary: "How long the first message in the queue has waited, at the end of each bin of time; 0 while none waits",
    },
    OVERTAKEN,
  ],
  entries: ({ steps }) => [{ name: "", under: ["steps"], steps }],
  build(assembly, name, options): BuiltTaker {
    const cores = buildCores(assembly, options, 1);
    const processors = sharedBy(cores);
    const breakdowns = breakdownsOfHost(assembly, options.host);
    const { workers, limit } = options;
    const { timeline } = assembly;
    const mayStop = timeline.entries<Down>("down", name).length > 0;
    const queue = new WorkQueue(
      assembly.flow,
      {
        name,
        workers,
        queueMax: limit,
        coresMeter: cores.meter,
        breakdowns,
        mayStop,
        of: subjectsOf(assembly, options),
      },
      assembly.waiting,
    );
    assembly.later(() =>
      queue.work((program) => {
        const machine = { part: name, endpoint: name, instances: 1, instance: assembly.flow.first, processors };
        const site = new Site(assembly, program, machine);
        const steps = timeline.course(name, (each: QueueOptions) => each.steps);
        site.byVersion(steps, (those) => site.write(those));
      }),
    );
    timeline.during<Down>("down", name, ({ workers: some = null, work }) => ({
      begin: () => queue.crew?.stop(some, work as WorkWhenStopped),
      end: () => queue.crew?.goOn(some),
    }));
    timeline.whenChanged(
      name,
      (each: QueueOptions) => each.workers,
      (now) => queue.resize(now),
    );
    timeline.whenChanged(
      name,
      (each: QueueOptions) => each.limit,
      (most) => queue.limit(most),
    );
    timeline.whenChanged(
      name,
      ({ cores = 0 }: QueueOptions) => cores,
      (now) => options.host ?? processors[0]?.resize(now),
    );
    return { meter: queue.meter, publish: ({ program }, times) => queue.publish(program, times) };
  },
  moments: (_, name) => ({ slow: [name], down: [name], throttle: [name] }),
  machine: (options) => options,
  slots: ({ workers }) => ({
    resource: "workers",
    each: workers,
    instances: 1,
    heldBy: "messages",
    waitsForGood: false,
  }),
  mayChange: [{ at: "workers" }, { at: "limit", freely: true }, { at: "cores" }, { at: "steps", freely: true }],
  isAside: true,
  mayFail: ({ limit }) => Number.isFinite(limit),
  units: {
    "work queues": () => 1,
    workers: ({ workers }) => workers,
    cores: ({ cores = 0 }) => cores,
    [MEMORY]: ({ memory }) => gigabytes(memory),
  },
  risks: (_around, name, { limit }) => (Number.isFinite(limit) ? [] : [unbounded(name, "the queue", ["parts", name])]),
  changes: workQueueChanges,
  check(sense, name, options) {
    checkCores(sense, ["parts", name], options);
    checkOrder(sense, ["parts", name], options);
    for (const { path, said } of checkPlannedOutages(sense, name, { workers: options.workers, cores: 1 }))
      if (said.work === "resumes")
        sense.error(
          [...path, "work"],
          "a message does not go on where it was",
          "say `repeats`: it goes back into the queue",
        );
    sense.capacity(name, "workers", options.workers);
    if (sense.wasReached(name)) return;
    const path = ["parts", name];
    sense.unused(path, () => sense.into(name, name, [...path, "steps"], () => sense.steps(options.steps, [])));
  },
});
