/** How many instances a service has, as the Kubernetes Horizontal Pod Autoscaler decides. */
import { z } from "zod";
import { Autoscaler } from "../../../components/service/autoscaler.js";
import { Hpa } from "../../../components/service/hpa.js";
import type { Service } from "../../../components/service/service.js";
import { meanOf } from "../../../engine/random/moments.js";
import type { Path, Sense } from "../../check/sense.js";
import { withOtherWords } from "../../language/other-words.js";
import { modulesEver } from "../../language/processes.js";
import { count, distribution, duration, percent, rate } from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";
import { AUTOSCALE_WORDS } from "./other-words.js";

export const autoscaleOption = () =>
  withOtherWords(
    z.strictObject({
      min: count({ min: 1 }).prefault(1).describe("The fewest instances"),
      max: count({ min: 1, max: 10_000 }).describe("The most instances"),
      cores: percent({ above: 0 }).optional().describe("Target: mean utilisation of the cores"),
      threads: percent({ above: 0 }).optional().describe("Target, instead of `cores`: share of the threads in use"),
      requests: rate({ above: 0 })
        .optional()
        .describe("Target, instead of `cores`: requests a second at each instance"),
      boot: distribution().prefault("0s").describe("How long a new instance takes until it gets requests"),
      every: duration({ min: 100, fixed: "the metric is read at a fixed pace" })
        .prefault("15s")
        .describe("How often the metric is read and it decides"),
      age: duration().prefault("15s").describe("How old the metric is when it decides"),
      tolerance: percent().prefault("10%").describe("Changes nothing while the metric is this close to the target"),
      stabilisation: duration()
        .prefault("5min")
        .describe("Goes down no further than the highest number wanted within this time"),
    }),
    AUTOSCALE_WORDS,
  ).describe(
    "Adds and removes instances as the Kubernetes HPA does: it wants ⌈instances × metric ÷ target⌉, and adds at most 4, or as many as there are, in 15 s",
  );

export type Autoscale = z.output<ReturnType<typeof autoscaleOption>>;

interface MayScale {
  readonly instances: number;
  readonly autoscale?: Autoscale | undefined;
}

/** Those at the beginning, at least; a run begins with as many as its first moment takes. */
export const firstInstances = ({ instances, autoscale }: MayScale): number =>
  autoscale === undefined ? instances : Math.min(autoscale.max, Math.max(autoscale.min, instances));

/** As if it had always been so: with as many as the load of the first moment takes, ⌈load ÷ aim⌉. */
export function settledInstances(assembly: Assembly, name: string, options: Scaled): number {
  const { autoscale, cores, threads } = options;
  if (autoscale === undefined) return options.instances;
  const aim = autoscale[metricOf(autoscale)] ?? 1;
  const load = assembly.loadAtStart(name, autoscale.cores === undefined ? "threads" : "cores");
  const { busy = 0, visitsPerMs = 0 } = load ?? {};
  const each = { cores: busy / (cores ?? 1), threads: busy / threads, requests: visitsPerMs * 1000 };
  const wanted = Math.ceil(each[metricOf(autoscale)] / aim - ROUNDING);
  return Math.min(autoscale.max, Math.max(firstInstances(options), wanted));
}

const ROUNDING = 1e-9; // 3.6 ÷ 0.6 may be 6.000000000000001.

/** The most that there may ever be. */
export const mostInstances = ({ instances, autoscale }: MayScale): number => autoscale?.max ?? instances;

/** With as many instances as it will have when there is always more to do. */
export const atItsMost = <Options extends MayScale>(options: Options): Options =>
  options.autoscale === undefined ? options : { ...options, instances: options.autoscale.max, autoscale: undefined };

const METRICS = ["cores", "threads", "requests"] as const;

/** Which of them it aims at. @param options without mistakes */
const metricOf = (autoscale: Autoscale): (typeof METRICS)[number] =>
  METRICS.find((metric) => autoscale[metric] !== undefined) ?? "cores";

interface Scaled extends MayScale {
  readonly cores?: number | undefined;
  readonly host?: string | undefined;
  readonly threads: number;
  readonly breakdowns?: unknown;
}

export function buildAutoscaler(
  { simulation, streams }: Assembly,
  name: string,
  options: Scaled,
  service: Service,
): void {
  const { fleet, equipment } = service;
  const { autoscale } = options;
  if (autoscale === undefined || fleet === null) return;
  const metric = metricOf(autoscale);
  const { min, max, tolerance, stabilisation: stabilisationMs, every, age } = autoscale;
  const target = metric === "requests" ? (autoscale.requests ?? 0) / 1000 : (autoscale[metric] ?? 0);
  const hpa = new Hpa({ min, max, target, tolerance, stabilisationMs }, 0, fleet.size);
  const meter = service.meter.resources.find((each) => each.name === metric);
  const used = (instance: number): number => meter?.busyIntegral(instance) ?? 0;
  const read = {
    cores: { done: used, perMs: () => equipment.coresEach },
    threads: { done: used, perMs: () => equipment.threadsEach },
    requests: { done: (instance: number) => service.servedBy(instance), perMs: () => 1 },
  }[metric];
  const firstMs = streams.named(`autoscale:${name}`).uniform(0, 0) * every;
  const pace = { everyMs: every, ageMs: age, isOfCores: metric === "cores" };
  new Autoscaler(simulation, fleet, { hpa, ...pace, ...read }, firstMs);
}

export function checkAutoscale(sense: Sense, path: Path, options: Scaled): void {
  const { autoscale, cores, threads, host, instances } = options;
  if (autoscale === undefined) return;
  const name = String(path[1]);
  const at = [...path, "autoscale"];
  const { min, max, boot, every, age, stabilisation } = autoscale;
  if (min > max) sense.error([...at, "max"], `less than its min of ${min}`);
  else if (min === max) sense.error([...at, "max"], "as many as its min: this never changes anything");
  else if (instances > max) sense.error([...path, "instances"], `more than the ${max} that its autoscaler allows`);
  for (const [entry, moment] of Object.entries(sense.model.timeline)) {
    const { versions = [], release } = moment as typeof moment & { readonly release?: string };
    const isSet = versions.some(({ parts }) => (parts[name] as Partial<Scaled> | undefined)?.instances !== instances);
    if (isSet) sense.error(["timeline", entry], `the autoscaler of ${name} decides how many instances there are`);
    if (release !== undefined && [name, ...modulesEver(sense.model, sense.kinds, name)].includes(release))
      sense.error(["timeline", entry, "release"], `"${name}" has an autoscaler, which cannot release as well`);
  }
  const given = METRICS.filter((metric) => autoscale[metric] !== undefined);
  if (given.length !== 1)
    sense.error(
      at,
      given.length === 0 ? "it does not say what it aims at" : `it aims at ${given.join(" and ")}`,
      "give one: `cores: 60%`, `threads: 60%` or `requests: 50/s`",
    );
  if (host !== undefined)
    sense.error(at, `more instances share the same cores of ${host}`, "give it cores of its own, or no `autoscale`");
  else if (autoscale.cores !== undefined && cores === undefined)
    sense.error([...at, "cores"], "its instances have no cores to measure", "give `cores`, or aim at `requests: 50/s`");
  if (autoscale.threads !== undefined && !Number.isFinite(threads))
    sense.error([...at, "threads"], "its threads have no limit to measure", "give `threads`");
  sense.paces.settles(name, {
    ms: Math.max(stabilisation / SETTLES, every + age + meanOf(boot)),
    what: `the autoscaler of ${name} decides on what it did within`,
  });
}

const SETTLES = 5; // Of fewer instances it decides once in this time, so that a few of them settle it.
