/** Simulates the same run as `compile` does, and writes down what happens to every request of its window. */
import { Processor } from "../../engine/processor.js";
import { type TracedRequests, TracingFlow } from "../../engine/tracing/tracing-flow.js";
import type { Model } from "../language/model.js";
import { compile, type RunPlan } from "./compile.js";
import type { Measurements } from "./measurements.js";
import type { System } from "./system.js";

/**
 * @param model without mistakes @param every one of so many requests is traced
 * @param mostEvents that are kept; requests that arrive later are not traced
 */
export function traced(
  model: Model,
  plan: RunPlan,
  every = 1,
  mostEvents = 20_000_000,
  onArrival?: TracedRequests["onArrival"],
) {
  const flows: TracingFlow[] = [];
  const toMs = plan.warmUpMs + plan.durationMs;
  const asked: TracedRequests = { fromMs: plan.warmUpMs, toMs, every, mostEvents, ...(onArrival && { onArrival }) };
  const system = compile(model, plan, (simulation) => {
    const flow = new TracingFlow(simulation, asked);
    flows.push(flow);
    return flow;
  });
  const measurements: Measurements = system.simulate();
  return { measurements, recording: recordingOf(flows[0], system) };
}

/** As plain data, with the names of the model. */
function recordingOf(flow: TracingFlow, system: System) {
  const { log } = flow;
  return {
    events: {
      life: log.life.all,
      place: log.place.all,
      atMs: log.atMs.all,
      resource: log.resource.all,
      workMs: log.workMs.all,
    },
    lives: { parent: log.parent.all, begunBy: log.begunBy.all, number: log.number.all },
    unfinished: flow.unfinished,
    endMs: flow.simulation.nowMs,
    places: flow.stretchOf.map((stretch, i) => ({ stretch, begins: flow.begins[i], spends: flow.spends[i] })),
    stretches: flow.stretches.map(({ stretch, parent }) => ({ ...stretch, parent })),
    resources: namedResources(flow, system),
    causes: flow.causes,
    missed: flow.missed,
  };
}

/** Whose each of the slots and cores is. */
function namedResources({ resources }: TracingFlow, { banks }: System) {
  const known = new Map(
    banks.flatMap(({ part, name, each }) =>
      each.map((one, instance) => [one, { part, name, instance, of: each.length }] as const),
    ),
  );
  return resources.map((one) => {
    const found = known.get(one) ?? { part: "", name: "", instance: 0, of: 1 };
    return { ...found, isShared: one instanceof Processor };
  });
}
