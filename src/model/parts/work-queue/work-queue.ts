import type { WorkWhenStopped } from "../../../components/work-queue/crew.js";
import { WorkQueue } from "../../../components/work-queue/work-queue.js";
import type { Program } from "../../../engine/program.js";
import { type BuiltTaker, partKind } from "../../language/kinds.js";
import { modulesEver } from "../../language/processes.js";
import type { Down } from "../../timeline/down.js";
import { Site } from "../../wiring/site.js";
import { breakdownsOfHost } from "../host/host.js";
import { checkPlannedOutages } from "../shared/breakdowns.js";
import { buildCores, checkCores, sharedBy } from "../shared/cores.js";
import { gigabytes, MEMORY } from "../shared/memory.js";
import { batchOf, checkBatch, walkBatch } from "./batch.js";
import { workQueueChanges } from "./changes.js";
import { deliveriesOf } from "./delivery.js";
import { drawnQueue } from "./drawn.js";
import { EXAMPLES } from "./examples.js";
import { buildFates, FATES_THAT_CHANGE } from "./fates.js";
import { checkFates } from "./fates-sense.js";
import { QUEUE_FIGURES } from "./figures.js";
import { checkFirst, rankOf, takeOrder } from "./first.js";
import { checkFull, mayRefuse } from "./full.js";
import { QUEUE_EFFECTS, type QueueOptions, queueOptions } from "./options.js";
import { subjectsOf } from "./order.js";
import { checkOrder, workersInUse } from "./order-sense.js";
import { QUEUE_CALLED, QUEUE_WORDS } from "./other-words.js";
import type { BuiltParker } from "./parking.js";
import { workQueueRisks } from "./risks.js";
import { takesMessages } from "./takes-messages.js";

/** Messages, and the workers that process them. */
export const workQueue = partKind({
  type: "work-queue",
  alsoCalled: QUEUE_CALLED,
  toldBy: ["steps", "lease"],
  otherWords: QUEUE_WORDS,
  summary: "messages that no request waits for, taken in order by workers that do `steps` for each",
  examples: EXAMPLES,
  options: queueOptions,
  effects: QUEUE_EFFECTS,
  steps: [],
  takesMessages,
  parksMessages: true,
  figures: QUEUE_FIGURES,
  entries: ({ steps, each }) => [
    { name: "", under: ["steps"], steps },
    ...(each === undefined ? [] : [{ name: "", under: ["each"], steps: each }]),
  ],
  build(assembly, name, options): BuiltTaker & BuiltParker {
    const cores = buildCores(assembly, options, 1);
    const processors = sharedBy(cores);
    const breakdowns = breakdownsOfHost(assembly, options.host);
    const { workers, limit } = options;
    const { timeline } = assembly;
    const names = [name, ...modulesEver(assembly.model, assembly.kinds, name)]; // A module takes its process with it.
    const mayStop = names.some((each) => timeline.entries<Down>("down", each).length > 0);
    const counts = timeline.course(name, (each: QueueOptions) => each.workers);
    const workersMax = Math.max(...counts.map(({ value }) => value));
    const queue = new WorkQueue(
      assembly.flow,
      {
        name,
        workers,
        admission: { limit, whenFull: options["when-full"] },
        coresMeter: cores.meter,
        breakdowns,
        stops: mayStop ? assembly.streams.named(`who stops at ${name}`) : null,
        of: subjectsOf(assembly, options),
        batch: batchOf(options),
        order: takeOrder(assembly, name, options, workersMax),
        fates: buildFates(assembly, name, options),
        deliveries: deliveriesOf(assembly, name, options),
      },
      assembly.waiting,
    );
    const timesUsed = new Map<string, number>();
    const siteIn = (program: Program): Site => {
      const machine = { part: name, endpoint: name, instances: 1, instance: assembly.flow.first, processors };
      return new Site(assembly, program, machine, null, timesUsed);
    };
    assembly.later(() =>
      queue.work(
        (program) => {
          const site = siteIn(program);
          const steps = timeline.course(name, (each: QueueOptions) => each.steps);
          site.byVersion(steps, (those) => site.write(those));
        },
        (program) => siteIn(program).write(options.each ?? []),
      ),
    );
    const { "dead-letter": park } = options;
    if (park !== undefined) assembly.later(() => queue.parking?.at((assembly.part(park) as BuiltParker).parks(queue)));
    for (const each of names)
      timeline.during<Down>("down", each, ({ workers: some = null, work }) => ({
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
    return {
      meter: queue.meter,
      publish: (site, times) => queue.publish(site.program, times, rankOf(options, site)),
      parks: () => (message) => queue.receive(message),
    };
  },
  drawn: drawnQueue,
  moments: (_, name) => ({ slow: [name], down: [name], throttle: [name] }),
  machine: (options) => options,
  slots: ({ workers }) => ({
    resource: "workers",
    each: workers,
    instances: 1,
    heldBy: "messages",
    waitsForGood: false,
  }),
  mayChange: [
    { at: "workers" },
    { at: "limit", freely: true },
    { at: "cores" },
    { at: "lost-acknowledgements" },
    { at: "steps", freely: true },
    ...FATES_THAT_CHANGE,
  ],
  isAside: true,
  mayFail: (options) => mayRefuse(options),
  units: {
    "work queues": () => 1,
    workers: ({ workers }) => workers,
    cores: ({ cores = 0 }) => cores,
    [MEMORY]: ({ memory }) => gigabytes(memory),
  },
  risks: workQueueRisks,
  changes: workQueueChanges,
  check(sense, name, options) {
    checkCores(sense, ["parts", name], options);
    checkOrder(sense, ["parts", name], options);
    checkBatch(sense, ["parts", name], options);
    checkFirst(sense, ["parts", name], options);
    checkFull(sense, ["parts", name], options);
    for (const { path, said } of checkPlannedOutages(sense, name, { workers: options.workers, cores: 1 }))
      if (said.work === "resumes")
        sense.error(
          [...path, "work"],
          "a message does not go on where it was",
          "say `repeats`: it goes back into the queue",
        );
    sense.capacity(name, "workers", workersInUse(options));
    checkFates(sense, name, options);
    if (sense.wasReached(name)) return;
    sense.unused(["parts", name], () => walkBatch(sense, name, options));
  },
});
