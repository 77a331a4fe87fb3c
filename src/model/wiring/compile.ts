/** Builds a runnable system from a model. */
import { Ledger } from "../../components/effects/ledger.js";
import { Observation } from "../../components/observation/observation.js";
import { RequestLog } from "../../components/observation/request-log.js";
import { Window } from "../../components/observation/window.js";
import { Flow } from "../../engine/flow.js";
import { SquaredLevel } from "../../engine/gauges.js";
import { Streams } from "../../engine/random/streams.js";
import type { Simulation } from "../../engine/simulation.js";
import { effectSpecs } from "../effects/effects.js";
import { KINDS } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { Records } from "../traffic/records.js";
import { TrafficWriter } from "../traffic/writer.js";
import { Assembly } from "./assembly.js";
import { System } from "./system.js";
import { Watches } from "./watches.js";

export interface RunPlan {
  readonly seed: string;
  readonly replication: number; // From 0.
  readonly warmUpMs: number;
  readonly durationMs: number; // Of the window.
  readonly binMs: number;
  readonly coolDownMs: number; // How long to wait for the window's last answers.
  readonly watch?: readonly string[]; // Further endpoints, sources and parts to measure, see watches.ts.
}

/** @param model without mistakes @param newFlow one that also traces, or just a flow */
export function compile(
  model: Model,
  plan: RunPlan,
  newFlow: (simulation: Simulation) => Flow = (simulation) => new Flow(simulation),
): System {
  const streams = new Streams(plan.seed, plan.replication);
  const toMs = plan.warmUpMs + plan.durationMs;
  const window = new Window(plan.warmUpMs, toMs, plan.binMs, () =>
    assembly.ledger === null ? simulation.stop() : assembly.ledger.awaitEffects(),
  );
  const watches = new Watches(plan.watch ?? [], window);
  const untilMs = toMs + plan.coolDownMs;
  const records = new Records(model, streams, plan.replication, untilMs);
  const assembly = new Assembly(model, streams, KINDS, watches, records, newFlow);
  const { flow, simulation } = assembly;
  if (Object.keys(model.effects).length > 0) assembly.ledger = new Ledger(flow, window, effectSpecs(model.effects));
  const logOf = flow.requests.int32();
  const allInSystem = new SquaredLevel(simulation);
  const logs: RequestLog[] = [];
  const backgroundInSystem = new SquaredLevel(simulation);
  const logNamed = (name: string, isBackground: boolean): RequestLog => {
    const inSystem = isBackground ? backgroundInSystem : allInSystem;
    const known =
      logs.find((log) => log.name === name && log.isBackground === isBackground) ??
      new RequestLog(flow, name, window, inSystem, logOf, logs.length, isBackground);
    if (!logs.includes(known)) logs.push(known);
    return known;
  };
  assembly.logOf = (name) => logNamed(name, true);
  for (const [name, traffic] of Object.entries(model.traffic))
    new TrafficWriter(assembly, name, traffic, logNamed, untilMs).write();

  watches.degraded = () => assembly.mayDegrade;
  watches.arrivals = () => logs.reduce((sum, { totalArrived }) => sum + totalArrived, 0);
  const meters = assembly.finish();
  const observation = new Observation(flow, window, meters, allInSystem, plan.coolDownMs);
  const columns = { joinedMs: assembly.waiting.joinedMs, logOf };
  const { onCalls } = assembly.timeline;
  return new System(
    assembly.simulation,
    flow,
    window,
    meters,
    logs,
    watches.all,
    observation,
    columns,
    onCalls,
    assembly.ledger,
  );
}
