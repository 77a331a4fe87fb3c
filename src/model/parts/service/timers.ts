/** What the instances of a service do unasked, at fixed times: clean-ups, polls, reports. */
import { z } from "zod";
import type { Service } from "../../../components/service/service.js";
import { Timer } from "../../../components/service/timers.js";
import type { Measure } from "../../../engine/meters.js";
import type { Path, Sense } from "../../check/sense.js";
import type { PartFigure } from "../../language/kinds.js";
import { type Language, name } from "../../language/policies.js";
import { duration } from "../../language/values/index.js";
import type { Risk } from "../../risks/risk.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Machine } from "../../wiring/site.js";
import { Site } from "../../wiring/site.js";
import { watched, writeEndpoint } from "../shared/endpoint.js";
import { firstInstances, mostInstances } from "./autoscale.js";
import type { ServiceOptions } from "./options.js";

export const timersOption = (language: Language) =>
  z
    .record(
      name(),
      z.strictObject({
        every: duration({ min: 1, fixed: "a timer goes off at a fixed pace" }).describe(
          "The time between two runs, from when an instance begins",
        ),
        once: z
          .boolean()
          .default(false)
          .describe("One instance does it for all: a leader, or a lock; without it, each instance does"),
        steps: z.lazy(() => language.steps).describe("What it does, on the cores and without a thread"),
      }),
    )
    .default({})
    .describe("What the instances do unasked; it counts as background work, and as `runs`");

export const RUNS: PartFigure = {
  name: "runs",
  measure: "runs",
  unit: "1/s",
  goal: "neither",
  summary: "How often a second its timers go off, on all of its instances together",
};

/** As entries of the service, by which results, timelines and figures may name them: `web.clean-up`. */
export const timerEntries = ({ timers }: ServiceOptions) =>
  Object.entries(timers).map(([name, { steps }]) => ({ name, under: ["timers", name, "steps"], steps }));

type Place = Pick<Machine, "part" | "instances" | "processors" | "paces" | "leak">;

interface Instances {
  onceBegun(act: (instance: number) => void): void;
  readonly service: Service;
}

/** @param on what they run on, by the name of the timer */
export function buildTimers(
  assembly: Assembly,
  { timers }: ServiceOptions,
  on: (timer: string) => Place,
  { onceBegun, service }: Instances,
): readonly Measure[] {
  const { flow } = assembly;
  const built: Timer[] = [];
  // Their steps may ask parts that are not yet built.
  assembly.later(() => {
    for (const [name, { every, once }] of Object.entries(timers)) {
      const place = on(name);
      const target = `${place.part}.${name}`;
      const { instances } = place;
      const runs = (instance: number): boolean => service.isThere(instance);
      const options = { everyMs: every, instances, isOnce: once, runs };
      const timer = new Timer(flow, options, assembly.logOf(target), (program, instance) => {
        const whileThere: Machine["whileThere"] = (each, body) => service.whileThere(each, instance, body);
        const there = new Site(assembly, program, { ...place, endpoint: target, instance, whileThere });
        const body = watched(there, target, () => writeEndpoint(there, target, stepsOf(name)));
        whileThere(program, body);
      });
      built.push(timer);
      onceBegun((i) => timer.begins(i));
    }
  });
  if (Object.keys(timers).length === 0) return [];
  return [{ kind: "events", name: "runs", total: () => built.reduce((sum, { begun }) => sum + begun, 0) }];
}

const stepsOf =
  (timer: string) =>
  ({ timers }: Pick<ServiceOptions, "timers">) =>
    timers[timer]?.steps ?? [];

const perMsOf = ({ every, once }: ServiceOptions["timers"][string], options: ServiceOptions): number =>
  (once ? 1 : firstInstances(options)) / every;

/** Walks what they do, which no request asks for. */
export function walkTimers(sense: Sense, part: string, options: ServiceOptions): void {
  for (const [name, timer] of Object.entries(options.timers)) {
    const path: Path = ["parts", part, "timers", name];
    const walk = (): number => {
      sense.aside(path, () => sense.into(part, `${part}.${name}`, path, () => sense.steps(timer.steps, ["steps"])));
      return 0;
    };
    sense.enter(perMsOf(timer, options), path, walk, [], false);
    sense.paces.settles(part, { ms: timer.every, what: `${name} of ${part} runs every` });
    if (Object.hasOwn(options.endpoints, name))
      sense.error(path, `"${part}" has an endpoint of this name too`, "give one of them another name");
  }
}

/** The same work as often as there are instances, at the same instants. */
export function timerRisks(part: string, options: ServiceOptions): readonly Risk[] {
  const most = mostInstances(options);
  return Object.entries(options.timers).flatMap(([name, { once }]) => {
    if (once || most === 1) return [];
    const each = options.autoscale === undefined ? `its ${most}` : `up to ${most}`;
    const message = `runs on each of ${each} instances, at the same moments: \`once: true\` if it is to be done once`;
    return [{ rule: "runs-on-each", subject: `${part}.${name}`, message, path: ["parts", part, "timers", name] }];
  });
}
