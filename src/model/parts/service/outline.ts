/** A call for queueing theory: the way there, a thread held, the way back. */
import { type Outline, queued, type Stage, unclear } from "../../outline/outline.js";
import type { Bytes } from "../network-link/options.js";
import { networkOutline, overLinkOutline } from "../network-link/outline.js";
import { unclearOutages } from "../shared/outages-outline.js";
import { theoryName } from "./balancing/balance.js";
import { limitsOutline } from "./limits.js";
import type { ServiceOptions } from "./options.js";

export function callOutline(outline: Outline, target: string, bytes: Bytes = {}): Stage[] {
  const [part, endpoint] = target.split(".");
  const options = outline.options<ServiceOptions>(part);
  const { threads, queue, patience = null, network, endpoints, order, priority = [], preempts, host } = options;
  const { instances, "cold-start": cold } = options;
  const balance = theoryName(options.balance, instances);
  const classes = priority.length + 1;
  const rank = rankIn(priority, endpoint);
  const ranked = preempts ? { rank, classes } : {};
  const body = outline.on({ part, instances, balance, ...ranked }).steps(endpoints[endpoint] ?? []);
  const setUp = cold === undefined ? null : { time: cold.time, idleMs: cold.idle };
  const bank = { part, resource: "threads", servers: threads, queueMax: queue, order, classes, patience, setUp };
  const way = networkOutline(outline, { part, instances, balance }, network, bytes);
  const onHost = host === undefined ? [] : unclearOutages(outline.options(host));
  const odd = [
    ...(setUp !== null && threads === Number.POSITIVE_INFINITY ? [unclear("cold-start")] : []),
    ...([part, ...outline.modulesIn(part)].some((each) => outline.options<ServiceOptions>(each).leak !== undefined)
      ? [unclear("leak")]
      : []),
    ...(options.sessions === undefined || options.sessions.lost === "continue" ? [] : [unclear("sessions")]),
    ...(options.autoscale === undefined ? [] : [unclear("autoscale")]),
    ...(options.shed === undefined ? [] : [unclear("shed")]),
    ...(options.zones === undefined ? [] : [unclear("zones")]),
    ...(options.unlike === undefined ? [] : [unclear("unlike")]),
    ...(options.eject === undefined ? [] : [unclear("eject")]),
  ];
  const there = [...onHost, ...unclearOutages(options), ...odd];
  const at = { ...bank, instances, balance, isCounted: network === undefined };
  const limited = limitsOutline(part, endpoint, options, { instances, balance }, queued(at, body, rank));
  const asked = [...way.connect, ...there, ...way.there, ...limited, ...way.back];
  return overLinkOutline(outline, part, bytes, asked, true);
}

/** The priority of an endpoint, from 0; those not listed come last. */
export const rankIn = (first: readonly string[], endpoint: string): number =>
  first.includes(endpoint) ? first.indexOf(endpoint) : first.length;
