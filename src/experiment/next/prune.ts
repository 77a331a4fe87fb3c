/**
 * Which changes need not be simulated: more of a resource without a queue, less of one that is needed.
 *
 * From the measurements of the current model: with c servers of which a are busy on average, an arrival waits with
 * Erlang's probability C(c, a). If that is less than half of the share beyond the percentile in question, no waiting
 * there reaches the percentile. Taken at the busiest instance, and at the busiest time of changing traffic. Erlang's
 * formula is for Poisson arrivals; the half is for others.
 */
import { shareBeyond } from "../../analysis/figures/statistic.js";
import type { ResourceFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { erlangC } from "../../analysis/theory/mmc.js";
import type { Capacity, Change } from "../../model/changes/change.js";
import { machineIn } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";
import { isSteady } from "../plan/study.js";
import type { Subject } from "./gain-metric.js";

const OF_OTHERS = 0.01; // Where a mean or a rate is in question.

/** @returns why the change cannot gain; null if it might */
export function whyNoGain(change: Change, model: Model, now: VariantFindings, subject: Subject): string | null {
  const { relieves, spares, needsFailures, treats } = change;
  if (needsFailures && now.all.errorRate.value === 0) return "no request fails";
  if (treats === "more than needed") return whyNeeded(spares, model, now);
  const each = new Map(relieves.map((capacity) => [`${capacity.part} ${capacity.resource}`, capacity]));
  const idle = [...each.values()].map((capacity) => whyIdle(capacity, model, now, subject));
  if (idle.length === 0 || idle.includes(null)) return null;
  const ofMore =
    treats === "missing timeout" || treats === "noisy neighbour" ? "there is nothing to free" : "more gains nothing";
  return `${idle.join(", ")}: ${ofMore}`;
}

/** It has no queue. */
function whyIdle(
  { part, resource }: Capacity,
  model: Model,
  now: VariantFindings,
  { statistic }: Subject,
): string | null {
  if (isSlowedBySharing(model, part) || isDown(part, now)) return null;
  const found = busyOf({ part, resource }, model, now);
  if (found === null || found.measured.refused.value !== 0) return null;
  const { name, measured, share } = found;
  const servers = Math.max(1, Math.floor(measured.capacity! / Math.max(1, measured.perInstance.length)));
  const waits = erlangC(servers, share * servers);
  if (waits >= (shareBeyond(statistic) ?? OF_OTHERS) / 2) return null;
  return `${part} ${name} ${isOrAre(resource)} ${percent(share)} busy and ${percent(waits)} would wait`;
}

/** No capacity is removed where there is too little already, or would be. */
function whyNeeded(spares: Change["spares"], model: Model, now: VariantFindings): string | null {
  if (now.verdict === "missed") return "an objective is missed even with all there is";
  if (now.overload !== null) return "there is no steady state even with all there is";
  if (spares === undefined) return null;
  const { part, resource, left } = spares;
  const found = busyOf(spares, model, now);
  if (found === null || found.share < left) return null;
  return `${part} ${found.name} ${isOrAre(resource)} ${percent(found.share)} busy: with less there is too little`;
}

function busyOf({ part, resource }: Capacity, model: Model, now: VariantFindings) {
  const found = Object.entries(now.parts[part]?.resources ?? {}).find(([name]) => name.startsWith(resource));
  if (found === undefined) return null;
  const [name, measured] = found;
  const share = busiest(measured, now, part, name, isSteady(model));
  return measured.capacity === null || share === null ? null : { name, measured, share };
}

const isOrAre = (resource: string): string => (resource === "pool" ? "is" : "are");

/** Another of it may answer meanwhile. */
const isDown = (part: string, { all }: VariantFindings): boolean =>
  all.errors.some((error) => error.part === part && error.cause === DOWN);

const DOWN = "instance-down";

/** With contention, fewer on it make it faster, waiting or not. */
const isSlowedBySharing = (model: Model, part: string): boolean => {
  const { contention = 0, coherency = 0 } = machineIn(model, part) ?? {};
  return contention > 0 || coherency > 0;
};

function busiest(
  { utilisation, perInstance }: ResourceFindings,
  { overTime }: VariantFindings,
  part: string,
  resource: string,
  isSteadyLoad: boolean,
): number | null {
  if (utilisation?.value == null) return null;
  const bins = overTime.resources.find((each) => each.part === part && each.resource === resource)?.utilisation ?? [];
  return Math.max(utilisation.high ?? utilisation.value, ...perInstance, ...(isSteadyLoad ? [] : bins));
}

const percent = (share: number): string =>
  share < 0.0001 ? "none" : share.toLocaleString("en", { style: "percent", maximumSignificantDigits: 2 });
