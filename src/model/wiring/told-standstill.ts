/** Describes a deadlock with the names of the model. */
import type { RequestLog } from "../../components/observation/request-log.js";
import { type PartMeter, SlotsMeter } from "../../engine/meters.js";
import type { Slots } from "../../engine/slots.js";
import type { Standstill as Found } from "../../engine/standstill.js";
import type { Standstill, StandstillLink, StuckResource } from "./measurements.js";

/** @param logOf 1 + index of the log of each request */
export function toldStandstill(
  { sinceMs, links, stuck }: Found,
  meters: readonly PartMeter[],
  logs: readonly RequestLog[],
  logOf: { readonly at: Int32Array },
): Standstill {
  const resources = new Map<Slots, StuckResource>(
    meters.flatMap(({ name, resources, behind = [] }) =>
      [...resources, ...behind].flatMap((meter) =>
        meter instanceof SlotsMeter
          ? meter.slots.map((slots) => [slots, { part: name, resource: meter.name }] as const)
          : [],
      ),
    ),
  );
  const told = new Map<string, { link: StandstillLink; requests: Set<number> }>();
  for (const { request, holds, waitsFor } of links) {
    const link = { holds: resources.get(holds)!, waitsFor: resources.get(waitsFor)!, requests: 0 };
    const key = JSON.stringify(link);
    const known = told.get(key) ?? { link, requests: new Set() };
    known.requests.add(request);
    told.set(key, known);
  }
  const inKnots = new Set(links.map(({ request }) => request));
  const asked = new Set(stuck.map((request) => logOf.at[request]));
  return {
    sinceMs,
    links: [...told.values()].map(({ link, requests }) => ({ ...link, requests: requests.size })),
    behind: stuck.filter((request) => !inKnots.has(request)).length,
    endpoints: logs.filter((_, index) => asked.has(index + 1)).map(({ name }) => name),
  };
}
