import { z } from "zod";
import {
  type Balancing,
  LeastConnections,
  PowerOfTwo,
  RandomInstance,
  RoundRobin,
} from "../../../components/service/balancing.js";
import { Rotation } from "../../../components/service/rotation.js";
import { Service } from "../../../components/service/service.js";
import { FailSometimes } from "../../../components/steps/fail-sometimes.js";
import { SeenCalls } from "../../../components/timeline/seen-calls.js";
import type { Processor } from "../../../engine/processor.js";
import { makeSampler, type Sampler } from "../../../engine/random/sampler.js";
import { sayIdle } from "../../check/no-effect.js";
import { checkPolicies, saysOfFailure } from "../../check/policies-sense.js";
import type { Path, Sense } from "../../check/sense.js";
import { type Built, insideFallback, partKind, stepKind } from "../../language/kinds.js";
import { dotted, POLICY_EFFECTS, type Policies, policies } from "../../language/policies.js";
import { timeOver } from "../../timeline/course.js";
import { wayTo } from "../../timeline/on-the-way.js";
import type { Assembly } from "../../wiring/assembly.js";
import { withPolicies } from "../../wiring/policies.js";
import type { Machine, Site } from "../../wiring/site.js";
import { breakdownsOfHost } from "../host/host.js";
import { whileUp } from "../host/placed.js";
import { AVAILABILITY, buildBreakdowns, checkBreakdowns, EJECTION, OUTAGE } from "../shared/breakdowns.js";
import { buildColdStart, COLD_REQUESTS, COLD_START, checkColdStart } from "../shared/cold-start.js";
import { buildCores, checkCores } from "../shared/cores.js";
import { INSTANCES, INSTANCES_PAID } from "../shared/instances.js";
import { gigabytes, MEMORY } from "../shared/memory.js";
import { checkOrder, priorityQueue, queueOf } from "../shared/queue-order.js";
import {
  atItsMost,
  buildAutoscaler,
  checkAutoscale,
  firstInstances,
  mostInstances,
  settledInstances,
} from "./autoscale.js";
import { serviceChanges } from "./changes.js";
import { SERVICE_EFFECTS, type ServiceOptions, serviceOptions } from "./options.js";
import { callOutline, rankIn } from "./outline.js";
import { checkReleases, type Releases, releasesOf } from "./releases.js";
import { serviceRisks } from "./risks.js";
import { threadsOf } from "./slots.js";

const BALANCING: Record<string, () => Balancing> = {
  "round-robin": () => new RoundRobin(),
  random: () => new RandomInstance(),
  "least-connections": () => new LeastConnections(),
  "power-of-two": () => new PowerOfTwo(),
};

const AT_ONCE: Sampler = { next: () => 0 };

interface BuiltService extends Built {
  readonly service: Service;
  readonly processorsOf: (endpoint: string) => readonly Processor[];
  readonly instances: number; // The most that there ever are.
  readonly releases: Releases | null;
}

interface Call extends Policies {
  readonly call: string;
}

/** Writes a call to `part.endpoint`, without policies. */
export function writeCall(site: Site, target: string): void {
  const [part, endpoint] = target.split(".");
  const { service, processorsOf, instances, releases } = site.assembly.part(part) as BuiltService;
  const { flow, timeline } = site.assembly;
  const network = timeOver(timeline.course(part, (options: ServiceOptions) => options.network));
  const networkMs = () => (network === null ? null : site.samplerOver(`network:${part}`, network));
  const asked = { endpoint, balance: site.stream(`balance:${part}`), thereMs: networkMs(), backMs: networkMs() };
  const serve = (): void =>
    service.serve(site.program, asked, (instance) => {
      const processors = processorsOf(endpoint);
      const whileThere: Machine["whileThere"] = (program, body) => service.whileThere(program, instance, body);
      const machine = { part, endpoint: target, instances, instance, processors, paces: releases?.paces, whileThere };
      releases?.write(site, machine);
      for (const share of timeline.dials("fails", [part, target]))
        site.program.add(
          new FailSometimes(flow, site.stream(`fails at times:${target}`), share, flow.addCause("failed", part)),
        );
      const steps = timeline.course(part, ({ endpoints }: ServiceOptions) => endpoints[endpoint] ?? []);
      const there = site.on(machine);
      there.byVersion(steps, (those) => there.write(those));
    });
  const { watches } = site.assembly;
  const shown = timeline.onCalls.callsOf(target);
  const seen = shown.length === 0 ? serve : () => new SeenCalls(flow, shown).around(site.program, serve);
  const watch = watches.endpoint(flow, target);
  const served = watch === null ? seen : () => watch.around(site.program, seen);
  const way = wayTo(site, target);
  if (way === null) served();
  else way(served);
}

const call = stepKind<Call>({
  verb: "call",
  summary: "asks an endpoint of a service, `part.endpoint`, and waits for the answer",
  schema: (language) => z.strictObject({ call: dotted("part.endpoint"), ...policies(language) }),
  effects: { call: "known", ...POLICY_EFFECTS },
  inside: insideFallback,
  visits: (step) => ({ target: step.call, policies: step, waits: true, mayHang: true, mayFail: true, effect: null }),
  write(site, step) {
    const [part] = step.call.split(".");
    withPolicies(site, step, part, step.call, (inner) => writeCall(inner, step.call));
  },
  check(sense, step) {
    const path = [...sense.path, "call"];
    if (!saysOfFailure(step)) return checkCall(sense, step.call, path);
    return checkPolicies(sense, step, step.call, () => checkCall(sense, step.call, path));
  },
  outline: (outline, step) => outline.under(step, callOutline(outline, step.call)),
});

/** A part that answers requests with threads. */
export const service = partKind({
  type: "service",
  summary: "instances behind a balancer, with threads and cores; its endpoints say what a request does there",
  options: serviceOptions,
  effects: SERVICE_EFFECTS,
  steps: [call],
  figures: [OUTAGE, AVAILABILITY, EJECTION, COLD_START, COLD_REQUESTS, INSTANCES, INSTANCES_PAID],
  entries: ({ endpoints }) =>
    Object.entries(endpoints).map(([name, steps]) => ({ name, under: ["endpoints", name], steps })),
  build(assembly, name, options): BuiltService {
    const { balance, threads, queue, patience, priority } = options;
    const { timeline } = assembly;
    const counts = timeline.course(name, (each: ServiceOptions) => each.instances);
    const instances = Math.max(mostInstances(options), ...counts.map(({ value }) => value));
    const releases = releasesOf(assembly, name, instances);
    const mayHaveNone = counts.length > 1 || releases !== null;
    const comesAndGoes = counts.length > 1 || options.autoscale !== undefined;
    const hasRotation = mayHaveNone || comesAndGoes || options["health-check"] !== undefined;
    const inner = BALANCING[balance]();
    const rotation = hasRotation ? new Rotation(inner, instances) : null;
    const priorities = priority === undefined ? null : buildPriorities(assembly, priority);
    const ranks = priorities !== null && options.preempts ? priorities.classes : 1;
    const cores = buildCores(assembly, options, instances, "cores", ranks);
    const coldStart = buildColdStart(assembly, name, { ...options, instances });
    const failing = buildBreakdowns(
      assembly,
      name,
      { ...options, instances },
      rotation,
      cores.ranks,
      releases !== null,
    );
    const inOrder = queueOf(assembly, name, options.order);
    const boot = options.autoscale?.boot;
    const startMs = boot === undefined ? AT_ONCE : makeSampler(boot, assembly.streams.named(`boot:${name}`));
    const service = new Service(
      assembly.flow,
      {
        name,
        instances,
        balancing: rotation ?? inner,
        fleet:
          comesAndGoes && rotation !== null
            ? { rotation, first: settledInstances(assembly, name, options), startMs }
            : null,
        mayHaveNone,
        cores: options.host === undefined ? (cores.ranks[0] ?? []) : [],
        breakdowns: failing.breakdowns,
        hostBreakdowns: breakdownsOfHost(assembly, options.host),
        threads,
        queueMax: queue,
        priorities,
        newQueue: priorities === null ? inOrder : priorityQueue(inOrder, priorities.classes, priorities.rankOf),
        patience: patience === undefined ? null : makeSampler(patience, assembly.streams.named(`patience:${name}`)),
        coldStart,
        coresMeter: cores.meter,
        measures: [...(coldStart?.measures ?? []), ...failing.measures],
      },
      assembly.waiting,
    );
    const processorsOf = (endpoint: string) => cores.ranks[ranks === 1 ? 0 : priorities!.rank(endpoint)] ?? [];
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
    if (rotation !== null && failing.breakdowns !== null)
      releases?.begin(options.instances, rotation, failing.breakdowns);
    buildAutoscaler(assembly, name, options, service);
    const onceBegun = (act: (instance: number) => void): void => {
      rotation?.onceJoined(act);
      failing.breakdowns?.onceBegun(act);
    };
    return { service, processorsOf, instances, releases, onceBegun, meter: service.meter };
  },
  machine: (options) => ({ ...options, instances: mostInstances(options) }),
  mayChange: [
    { at: "instances" },
    { at: "threads" },
    { at: "queue", freely: true },
    { at: "cores" },
    { at: "network", freely: true },
    { at: "endpoints", freely: true },
  ],
  slots: threadsOf,
  moments({ endpoints }, name) {
    const each = Object.keys(endpoints).map((endpoint) => `${name}.${endpoint}`);
    return { slow: [name, ...each], fails: [name, ...each], down: [name], release: [name], throttle: [name, ...each] };
  },
  mayFail: ({ breakdowns, patience, queue }) =>
    breakdowns !== undefined || patience !== undefined || Number.isFinite(queue),
  units: {
    "service instances": firstInstances,
    cores: (options) => firstInstances(options) * (options.cores ?? 0),
    [MEMORY]: (options) => gigabytes(options.memory, firstInstances(options)),
  },
  inBacklog: atItsMost,
  withPaid: (options, instances) => ({ ...options, instances, autoscale: undefined }),
  risks: serviceRisks,
  changes: serviceChanges,
  check(sense, name, options) {
    const path = ["parts", name];
    checkCores(sense, path, options);
    checkAutoscale(sense, path, options);
    checkBreakdowns(sense, path, options);
    checkReleases(sense, name, options);
    checkOrder(sense, path, name, options);
    const isBalanced = options.balance !== "least-connections";
    const most = mostInstances(options);
    sayIdle(sense, path, [["balance", isBalanced && most === 1, "there is one instance", "instances"]]);
    sense.capacity(name, "threads", options.threads * most);
    for (const endpoint of Object.keys(options.endpoints))
      if (!sense.wasReached(`${name}.${endpoint}`))
        sense.unused(path, () => checkCall(sense, `${name}.${endpoint}`, path));
    const isParsing = options.parses !== undefined && !sense.getBytes.has(name);
    sayIdle(sense, path, [["parses", isParsing, "no query that it asks says how many `bytes` its answer has"]]);
  },
});

function buildPriorities(assembly: Assembly, first: readonly string[]) {
  return {
    classes: first.length + 1,
    rankOf: assembly.flow.requests.int32(),
    rank: (endpoint: string) => rankIn(first, endpoint),
  };
}

/** @returns the mean time of a call without waiting [ms] */
export function checkCall(sense: Sense, target: string, path: Path): number {
  const [part, endpoint] = target.split(".");
  const options = sense.part<ServiceOptions>(part, "service", path);
  if (options === null) return 0;
  const names = Object.keys(options.endpoints);
  if (!sense.oneOf(endpoint, names, path, `"${part}" has no endpoint "${endpoint}"`)) return 0;
  const { balance, network } = options;
  const instances = mostInstances(options);
  const walk = (): number => onThread(sense, part, endpoint, options);
  const isByChance = instances > 1 && balance === "random";
  const ms = whileUp(sense, part, options, isByChance ? () => sense.byChance(walk) : walk)();
  checkColdStart(sense, target, options["cold-start"], ms);
  return ms + 2 * (network === undefined ? 0 : sense.takes(network));
}

/** Uses few stack frames, since calls may be hundreds deep. */
function onThread(sense: Sense, part: string, endpoint: string, options: ServiceOptions): number {
  const { threads, queue, patience } = options;
  const instances = mostInstances(options);
  const boundedBy = [
    ...(queue < Number.POSITIVE_INFINITY ? ["queue"] : []),
    ...(patience === undefined ? [] : ["patience"]),
  ];
  const held = sense.takesHold({ part, resource: "threads", capacity: threads * instances, boundedBy });
  const path = ["parts", part, "endpoints", endpoint];
  if (held === null) return 0;
  return sense.givesBack(
    held,
    sense.into(part, `${part}.${endpoint}`, path, () => sense.steps(options.endpoints[endpoint], [])),
  );
}
