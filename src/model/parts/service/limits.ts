/** Limits at the door of a service: on all that it is asked, such as the quota of a third party, and on each endpoint. */
import { z } from "zod";
import type { Around } from "../../../components/service/service.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import { withoutLimits } from "../../language/effects.js";
import { name } from "../../language/policies.js";
import { LIMIT_EFFECTS, type Limit, limitName, limitOption, mayRefuse } from "../../limits/options.js";
import { limitOutline } from "../../limits/outline.js";
import { checkLimit, walkLimit } from "../../limits/walk.js";
import type { Stage } from "../../outline/outline.js";
import type { Assembly } from "../../wiring/assembly.js";
import { mostInstances } from "./autoscale.js";
import type { ServiceOptions } from "./options.js";

export interface Limited {
  readonly limit?: Limit | undefined;
  readonly limits?: Readonly<Record<string, Limit>> | undefined;
}

export const LIMITED_EFFECTS: Effects<Limited> = { limit: LIMIT_EFFECTS, limits: "known" };

interface Own {
  readonly name: string; // As a resource.
  readonly limit: Limit;
}

/** All that it has, of whatever endpoint. */
export const ownLimitsIn = (options: Limited): readonly Own[] => [
  ...(options.limit === undefined ? [] : [{ name: limitName(null), limit: options.limit }]),
  ...Object.entries(options.limits ?? {}).map(([endpoint, limit]) => ({ name: limitName(endpoint), limit })),
];

/** Those that a request to the endpoint passes, in order. */
function ownLimits({ limit, limits = {} }: Limited, endpoint: string): readonly Own[] {
  const ofEndpoint = limits[endpoint];
  return [
    ...(limit === undefined ? [] : [{ name: limitName(null), limit }]),
    ...(ofEndpoint === undefined ? [] : [{ name: limitName(endpoint), limit: ofEndpoint }]),
  ];
}

/** What a request to the endpoint passes before it waits for a thread; null: nothing. */
export function doorOf(assembly: Assembly, part: string, endpoint: string, instances: number): Around | null {
  const { flow, limits, timeline } = assembly;
  const [{ value: options }] = timeline.course(part, (each: ServiceOptions) => each);
  const all = ownLimits(options, endpoint);
  if (all.length === 0) return null;
  return (program, instance, body) => {
    const passes = all.reduceRight<() => void>((inner, { name: resource, limit }) => {
      const built = limits.of(assembly, part, resource, limit, limit.each === true ? instances : 1);
      return () => built.around(program, limit.each === true ? instance : flow.first, inner);
    }, body);
    passes();
  };
}

/** The limit of the whole service, over time. */
export function changeLimit(assembly: Assembly, part: string, instances: number): void {
  const { limits, timeline } = assembly;
  const [{ value: first }] = timeline.course(part, ({ limit }: ServiceOptions) => limit);
  if (first === undefined) return;
  const change = (limit: Limit | undefined): void => {
    if (limit === undefined) return;
    limits.of(assembly, part, limitName(null), first, first.each === true ? instances : 1).change(limit);
  };
  timeline.whenChanged(part, ({ limit }: ServiceOptions) => limit, change);
}

/** @returns the walk of what is behind the door of the endpoint */
export function atTheDoor(sense: Sense, part: string, endpoint: string, options: ServiceOptions, walk: () => number) {
  return ownLimits(options, endpoint).reduceRight<() => number>((inner, { name: resource, limit }) => {
    const instances = limit.each === true ? mostInstances(options) : 1;
    return () => walkLimit(sense, { owner: part, name: resource, limit, instances }, inner);
  }, walk);
}

/** The stages behind the door of the endpoint. */
export function limitsOutline(
  part: string,
  endpoint: string,
  options: Limited,
  at: { readonly instances: number; readonly balance: string },
  body: readonly Stage[],
): readonly Stage[] {
  return ownLimits(options, endpoint).reduceRight<readonly Stage[]>(
    (inner, { name: resource, limit }) => limitOutline({ part, ...at }, resource, limit, inner),
    body,
  );
}

export function checkLimits(sense: Sense, path: Path, options: ServiceOptions): void {
  const { limit, limits = {}, endpoints } = options;
  const instances = mostInstances(options);
  if (limit !== undefined) checkLimit(sense, [...path, "limit"], limit, instances);
  for (const [endpoint, each] of Object.entries(limits)) {
    const at = [...path, "limits", endpoint];
    if (sense.oneOf(endpoint, Object.keys(endpoints), at, `"${path[1]}" has no endpoint "${endpoint}"`))
      checkLimit(sense, at, each, instances);
  }
}

/** Under an endless backlog, what limits would refuse waits. */
export const waitingAtLimits = <Options extends Limited>(options: Options): Options =>
  options.limits === undefined
    ? options
    : {
        ...options,
        limits: Object.fromEntries(
          Object.entries(options.limits).map(([endpoint, limit]) => [endpoint, withoutLimits(LIMIT_EFFECTS, limit)]),
        ),
      };

/** Whether it may refuse what it is asked. */
export const refusesAtLimits = (options: Limited): boolean =>
  ownLimitsIn(options).some(({ limit }) => mayRefuse(limit));

export const limitedOptions = () => ({
  limit: limitOption("the service")
    .optional()
    .describe(
      "Limits what the whole service takes, by rate or by requests at once, such as the quota of a third party",
    ),
  limits: z
    .record(name(), limitOption("the service"))
    .optional()
    .describe("A `limit` for single endpoints: `limits: { page: { concurrent: 10 } }`"),
});
