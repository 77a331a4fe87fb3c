/** Instances of a service that are not like the others: slower ones, or ones with other cores. */
import { z } from "zod";
import type { Doer } from "../../../components/service/balancing/least-work.js";
import type { Path, Sense } from "../../check/sense.js";
import { count, number, percent } from "../../language/values/index.js";
import { mostCores } from "../shared/work-capacity.js";
import { mostInstances } from "./autoscale.js";

export const unlikeOption = () =>
  z
    .array(
      z.strictObject({
        count: count({ min: 1, max: 10_000 }).prefault(1).describe("How many of them"),
        cores: number({ above: 0 }).optional().describe("Cores of each of them, instead of the `cores` of the service"),
        pace: percent({ above: 0, max: 100 })
          .prefault("100%")
          .describe("How fast they work: at 50% everything takes twice as long"),
      }),
    )
    .optional()
    .describe(
      "Instances that differ from the others, such as a smaller machine: they are the last ones, in this order",
    );

type MayScale = Parameters<typeof mostInstances>[0];

interface MayBeUnlike extends MayScale {
  readonly cores?: number | undefined;
  readonly contention: number;
  readonly coherency: number;
  readonly unlike?: z.output<ReturnType<typeof unlikeOption>>;
}

interface One {
  readonly cores: number | undefined;
  readonly pace: number;
}

/** Of each instance. */
export function instancesOf(options: MayBeUnlike, all = mostInstances(options)): readonly One[] {
  const { cores, unlike = [] } = options;
  const others = unlike.flatMap(({ count: times, pace, ...own }) =>
    Array.from({ length: times }, () => ({ cores: own.cores ?? cores, pace })),
  );
  const usual = Array.from({ length: Math.max(0, all - others.length) }, () => ({ cores, pace: 1 }));
  return [...usual, ...others].slice(0, all);
}

/** How many times as long the steps of each take; undefined: all the same. */
export function pacesOf(options: MayBeUnlike, all: number): Float64Array | undefined {
  if (options.unlike === undefined) return undefined;
  return Float64Array.from(instancesOf(options, all), ({ pace }) => 1 / pace);
}

/** What each can do in a millisecond, as work of the usual pace [ms]. */
export const capacitiesOf = (options: MayBeUnlike, all?: number): readonly number[] =>
  instancesOf(options, all).map(({ cores, pace }) => mostCores({ ...options, cores }) * pace);

/** Requests that each works on at once, and how fast. */
export const doersOf = (options: MayBeUnlike & { readonly threads: number }, all: number): readonly Doer[] =>
  instancesOf(options, all).map(({ cores, pace }) => ({ servers: Math.min(options.threads, cores ?? Infinity), pace }));

export const coresPaid = (options: MayBeUnlike, instances: number): number =>
  instancesOf(options, instances).reduce((sum, { cores = 0 }) => sum + cores, 0);

export function checkUnlike(
  sense: Sense,
  at: Path,
  options: MayBeUnlike & { readonly host?: string | undefined },
): void {
  const { unlike, instances, autoscale, host, cores } = options;
  if (unlike === undefined) return;
  const path = [...at, "unlike"];
  const name = String(at[1]);
  const all = unlike.reduce((sum, { count: times }) => sum + times, 0);
  if (all > instances) sense.error(path, `${all} of ${instances} instances`, "count no more than there are");
  unlike.forEach((one, i) => {
    if (one.cores !== undefined && host !== undefined)
      sense.error([...path, i, "cores"], "a part on a host has no cores of its own", "say it of the host");
    else if (one.cores === undefined && one.pace === 1)
      sense.warn([...path, i], "these are like the others", "give `cores` or `pace`");
    else if (one.cores !== undefined && cores === undefined)
      sense.error([...path, i, "cores"], "the others have no limit of cores", "give `cores` of the service");
  });
  const changes = Object.values(sense.model.timeline).some(({ versions = [] }) =>
    versions.some(({ parts }) => (parts[name] as Partial<MayBeUnlike> | undefined)?.instances !== instances),
  );
  if (autoscale !== undefined || changes)
    sense.error(path, "which of them come and go is not said", "take it out, or let there always be as many");
}
