/** Builds a service from its options. */
import type { Leak } from "../../../components/faults/leak.js";
import { Rotation } from "../../../components/service/rotation.js";
import { Service } from "../../../components/service/service.js";
import type { Sessions } from "../../../components/service/sessions.js";
import type { PartMeter } from "../../../engine/meters.js";
import type { Processor } from "../../../engine/processor.js";
import { makeSampler, type Sampler } from "../../../engine/random/sampler.js";
import type { BuiltCallee } from "../../language/kinds.js";
import type { Assembly } from "../../wiring/assembly.js";
import { breakdownsOfHost } from "../host/host.js";
import { type BuiltCrossing, buildCrossing, metersOf } from "../network-link/cross.js";
import { TO_PART } from "../network-link/directions.js";
import { crossedOf } from "../network-link/options.js";
import { buildBreakdowns } from "../shared/breakdowns.js";
import { buildColdStart } from "../shared/cold-start.js";
import { buildCores } from "../shared/cores.js";
import { failsAt } from "../shared/failing.js";
import { buildLeak, leakIn } from "../shared/leak.js";
import { priorityQueue, queueOf } from "../shared/queue-order.js";
import { buildAutoscaler, mostInstances, settledInstances } from "./autoscale.js";
import { balanceOf, buildBalancing } from "./balancing/balance.js";
import { answerCall } from "./call.js";
import { buildEjection } from "./eject.js";
import { changeLimit } from "./limits.js";
import type { ServiceOptions } from "./options.js";
import { rankIn } from "./outline.js";
import { type Releases, releasesOf } from "./releases.js";
import { buildSessions } from "./sessions.js";
import { shedQueue, shedSlots } from "./shed.js";
import { buildTimers } from "./timers.js";
import { doersOf, instancesOf, pacesOf } from "./unlike.js";
import { Crossed } from "./zones.js";

const AT_ONCE: Sampler = { next: () => 0 };

export interface BuiltService extends BuiltCallee {
  readonly service: Service;
  readonly processorsOf: (endpoint: string) => readonly Processor[];
  readonly instances: number; // The most that there ever are.
  readonly releases: Releases | null;
  readonly paces: Float64Array | undefined; // How many times as long the steps of each take.
  readonly options: ServiceOptions; // At the beginning.
  readonly sessions: Sessions | null;
  readonly crossed: Crossed | null; // Null: it has no zones.
  readonly leak: Leak | undefined; // Of the memory of each.
  readonly network: BuiltCrossing | null; // The last of the way to it.
}

export function buildService(assembly: Assembly, name: string, options: ServiceOptions): BuiltService {
  const { balance, threads, queue, patience, priority } = options;
  const { timeline } = assembly;
  const counts = timeline.course(name, (each: ServiceOptions) => each.instances);
  const instances = Math.max(mostInstances(options), ...counts.map(({ value }) => value));
  const usual = pacesOf(options, instances);
  const releases = releasesOf(assembly, name, instances, usual);
  const paces = releases?.paces ?? usual;
  const mayHaveNone = counts.length > 1 || releases !== null;
  const comesAndGoes = counts.length > 1 || options.autoscale !== undefined;
  const hasRotation =
    mayHaveNone || comesAndGoes || options["health-check"] !== undefined || options.eject !== undefined;
  const inner = buildBalancing(
    { assembly, name, instances, zones: options.zones?.count ?? 1, doers: doersOf(options, instances) },
    balanceOf(balance),
  );
  const rotation = hasRotation ? new Rotation(inner, instances) : null;
  const priorities = priority === undefined ? null : buildPriorities(assembly, priority);
  const ranks = priorities !== null && options.preempts ? priorities.classes : 1;
  const cores = buildCores(
    assembly,
    options,
    instances,
    "cores",
    ranks,
    options.unlike === undefined ? null : instancesOf(options, instances),
  );
  const coldStart = buildColdStart(assembly, name, { ...options, instances });
  const isStopped = releases !== null || leakIn(assembly.model, assembly.kinds, name) !== undefined;
  const failing = buildBreakdowns(
    assembly,
    name,
    { ...options, instances },
    rotation,
    cores.ranks,
    isStopped,
    options["health-check"]?.deep === true ? failsAt(assembly, name, options) : undefined,
  );
  const leak = buildLeak(assembly, name, instances, failing.breakdowns);
  const ejection = buildEjection(assembly, name, instances, rotation, options.eject);
  const inOrder = shedQueue(options.shed, queueOf(assembly, name, options.order));
  const boot = options.autoscale?.boot;
  const startMs = boot === undefined ? AT_ONCE : makeSampler(boot, assembly.streams.named(`boot:${name}`));
  const service = new Service(
    assembly.flow,
    {
      name,
      instances,
      balancing: rotation ?? inner,
      ejection,
      fleet:
        comesAndGoes && rotation !== null
          ? { rotation, first: settledInstances(assembly, name, options), startMs, drainMs: options.drain ?? null }
          : null,
      mayHaveNone,
      cores: options.host === undefined ? (cores.ranks[0] ?? []) : [],
      breakdowns: failing.breakdowns,
      hostBreakdowns: breakdownsOfHost(assembly, options.host),
      threads,
      queueMax: queue,
      priorities,
      newQueue: priorities === null ? inOrder : priorityQueue(inOrder, priorities.classes, priorities.rankOf),
      newSlots: shedSlots(assembly, name, options.shed, priorities?.rankOf ?? null),
      patience: patience === undefined ? null : makeSampler(patience, assembly.streams.named(`patience:${name}`)),
      coldStart,
      coresMeter: cores.meter,
      measures: [
        ...(coldStart?.measures ?? []),
        ...failing.measures,
        ...(leak?.measures ?? []),
        ...(ejection?.measures ?? []),
      ],
    },
    assembly.waiting,
  );
  const processorsOf = (endpoint: string) => cores.ranks[ranks === 1 ? 0 : priorities!.rank(endpoint)] ?? [];
  if (service.fleet !== null) assembly.limits.attend(name, service.equipment);
  timeline.whenChanged(
    name,
    (each: ServiceOptions) => each.instances,
    (wanted) => service.fleet?.resize(wanted),
  );
  timeline.whenChanged(
    name,
    (each: ServiceOptions) => each.threads,
    (each) => service.equipment.resizeThreads(each),
  );
  timeline.whenChanged(
    name,
    (each: ServiceOptions) => each.cores ?? 0,
    (each) => service.equipment.resizeCores(each),
  );
  timeline.whenChanged(
    name,
    (each: ServiceOptions) => each.queue,
    (most) => service.limitQueue(most),
  );
  changeLimit(assembly, name, instances);
  if (rotation !== null && failing.breakdowns !== null)
    releases?.begin(options.instances, rotation, failing.breakdowns);
  buildAutoscaler(assembly, name, options, service);
  const onceBegun = (act: (instance: number) => void): void => {
    rotation?.onceJoined(act);
    failing.breakdowns?.onceBegun(act);
  };
  if (leak !== null) onceBegun((instance) => leak.begins(instance));
  const sessions = buildSessions(assembly, options, instances);
  if (sessions !== null)
    for (const once of [
      onceBegun,
      failing.breakdowns?.onceLost.bind(failing.breakdowns),
      service.fleet?.onceGone.bind(service.fleet),
    ])
      once?.((instance) => sessions.forget(instance));
  const place = (timer: string) => ({
    ...{ part: name, instances, processors: processorsOf(timer) },
    ...{ paces, leak: leak ?? undefined },
  });
  const timers = buildTimers(assembly, options, place, { onceBegun, service });
  const network = timeline.course(name, (each: ServiceOptions) => each.network).some(({ value }) => value !== undefined)
    ? buildCrossing(assembly, name, (each: ServiceOptions) => crossedOf(each.network), TO_PART, instances)
    : null;
  const metered = network === null ? service.meter : meteredWith(service.meter, network);
  const crossed = options.zones === undefined ? null : new Crossed();
  const own = [...(sessions?.measures ?? []), ...(crossed?.measures ?? []), ...timers];
  const meter = { ...metered, measures: [...metered.measures, ...own] };
  return {
    service,
    processorsOf,
    instances,
    releases,
    paces,
    leak: leak ?? undefined,
    options,
    sessions,
    crossed,
    onceBegun,
    network,
    meter,
    answer: answerCall,
  };
}

function meteredWith(meter: PartMeter, network: BuiltCrossing): PartMeter {
  const { resources, measures } = metersOf(network);
  return { ...meter, resources: [...meter.resources, ...resources], measures: [...meter.measures, ...measures] };
}

function buildPriorities(assembly: Assembly, first: readonly string[]) {
  return {
    classes: first.length + 1,
    rankOf: assembly.flow.requests.int32(),
    rank: (endpoint: string) => rankIn(first, endpoint),
  };
}
