/** A part that answers requests with threads. */
import { checkCall } from "../../check/calls.js";
import { sayIdle } from "../../check/no-effect.js";
import { partKind } from "../../language/kinds.js";
import { LINK_FIGURES } from "../network-link/figures.js";
import { checkNetwork } from "../network-link/sense.js";
import { AVAILABILITY, checkBreakdowns, EJECTION, OUTAGE } from "../shared/breakdowns.js";
import { COLD_REQUESTS, COLD_START } from "../shared/cold-start.js";
import { checkCores } from "../shared/cores.js";
import { INSTANCES, INSTANCES_PAID } from "../shared/instances.js";
import { checkLeak, KILLED, LASTED, settlesAfterLeak } from "../shared/leak.js";
import { gigabytes, MEMORY } from "../shared/memory.js";
import { checkOrder } from "../shared/queue-order.js";
import { atItsMost, checkAutoscale, firstInstances, mostInstances } from "./autoscale.js";
import { checkBalance } from "./balancing/balance.js";
import { buildService } from "./build.js";
import { call } from "./call.js";
import { checkAnswer } from "./call-sense.js";
import { serviceChanges } from "./changes.js";
import { checkDrain } from "./drain.js";
import { drawnService } from "./drawn.js";
import { checkEject, EJECTED } from "./eject.js";
import { EXAMPLES } from "./examples.js";
import { checkLimits, refusesAtLimits, waitingAtLimits } from "./limits.js";
import { SERVICE_EFFECTS, serviceOptions } from "./options.js";
import { SERVICE_CALLED, SERVICE_WORDS } from "./other-words.js";
import { callOutline } from "./outline.js";
import { checkReleases } from "./releases.js";
import { serviceRisks } from "./risks.js";
import { checkSessions, SESSION_FIGURES, sessionEntries } from "./sessions.js";
import { machineOf } from "./shares.js";
import { checkShed, shedsWaiting } from "./shed.js";
import { threadsOf } from "./slots.js";
import { RUNS, timerEntries, walkTimers } from "./timers.js";
import { checkUnlike, coresPaid } from "./unlike.js";
import { CROSSED, checkZones } from "./zones.js";

export const service = partKind({
  type: "service",
  alsoCalled: SERVICE_CALLED,
  toldBy: ["endpoints"],
  otherWords: SERVICE_WORDS,
  summary: "instances behind a balancer, with threads and cores; its endpoints say what a request does there",
  examples: EXAMPLES,
  options: serviceOptions,
  effects: SERVICE_EFFECTS,
  steps: [call],
  answersCalls: { check: checkAnswer, outline: callOutline },
  figures: [
    OUTAGE,
    AVAILABILITY,
    EJECTION,
    COLD_START,
    COLD_REQUESTS,
    INSTANCES,
    INSTANCES_PAID,
    KILLED,
    LASTED,
    EJECTED,
    RUNS,
    CROSSED,
    ...SESSION_FIGURES,
    ...LINK_FIGURES,
  ],
  entries: (options) => [
    ...Object.entries(options.endpoints).map(([name, steps]) => ({ name, under: ["endpoints", name], steps })),
    ...sessionEntries(options),
    ...timerEntries(options),
  ],
  unasked: { isAny: ({ timers }) => Object.keys(timers).length > 0, walk: walkTimers },
  build: buildService,
  drawn: drawnService,
  machine: machineOf,
  mayChange: [
    { at: "instances" },
    { at: "threads" },
    { at: "queue", freely: true },
    { at: "cores" },
    { at: "network", freely: true },
    { at: "limit.rate" },
    { at: "limit.burst" },
    { at: "endpoints", freely: true },
  ],
  slots: threadsOf,
  moments({ endpoints, timers }, name) {
    const each = Object.keys({ ...endpoints, ...timers }).map((endpoint) => `${name}.${endpoint}`);
    return { slow: [name, ...each], fails: [name, ...each], down: [name], release: [name], throttle: [name, ...each] };
  },
  mayFail: ({ breakdowns, patience, queue, shed, ...limited }) =>
    breakdowns !== undefined ||
    patience !== undefined ||
    Number.isFinite(queue) ||
    shedsWaiting(shed) ||
    refusesAtLimits(limited),
  units: {
    "service instances": firstInstances,
    cores: (options) => coresPaid(options, firstInstances(options)),
    [MEMORY]: (options) => gigabytes(options.memory, firstInstances(options)),
  },
  inBacklog: (options) => waitingAtLimits(atItsMost(options)),
  withPaid: (options, instances) => ({ ...options, instances, autoscale: undefined }),
  risks: serviceRisks,
  changes: serviceChanges,
  check(sense, name, options) {
    const path = ["parts", name];
    checkCores(sense, path, options);
    checkUnlike(sense, path, options);
    checkZones(sense, path, options);
    checkAutoscale(sense, path, options);
    checkBreakdowns(sense, path, options);
    checkReleases(sense, name, options);
    checkLeak(sense, path, options);
    checkSessions(sense, name, options);
    checkDrain(sense, path, options);
    settlesAfterLeak(sense, name, mostInstances(options));
    checkOrder(sense, path, name, options);
    checkLimits(sense, path, options);
    checkShed(sense, path, options);
    const most = mostInstances(options);
    checkBalance(sense, path, options, most);
    checkEject(sense, path, options.eject, most);
    sense.capacity(name, "threads", options.threads * most);
    for (const endpoint of Object.keys(options.endpoints))
      if (!sense.wasReached(`${name}.${endpoint}`))
        sense.unused(path, () => checkCall(sense, `${name}.${endpoint}`, path));
    const isParsing = options.parses !== undefined && !sense.getBytes.has(name);
    if (options.network !== undefined) checkNetwork(sense, path, options.network, most);
    sayIdle(sense, path, [["parses", isParsing, "no query that it asks says how many `bytes` its answer has"]]);
  },
});
