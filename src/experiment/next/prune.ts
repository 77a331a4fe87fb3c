/**
 * What need not be simulated: more of a resource that nobody waits for.
 *
 * From the model as it was measured: with c servers of which a are busy in the mean, who comes waits with Erlang's
 * probability C(c, a). Where that is less than half of the share beyond the percentile in question, no waiting there
 * reaches the percentile. Taken at the busiest instance, and at the busiest moment of traffic that changes. Erlang's
 * formula is for Poisson arrivals; the half is for arrivals that are not.
 */
import type { ResourceFindings, VariantFindings } from "../../analysis/findings.js";
import { SHARE_BEYOND } from "../../analysis/objective-words.js";
import { erlangC } from "../../analysis/theory/mmc.js";
import type { Change } from "../../model/changes/change.js";
import type { Model } from "../../model/model.js";
import { isSteady } from "../study.js";
import type { Subject } from "./gain-metric.js";

const OF_OTHERS = 0.01; // Where a mean or a rate is in question.

/** @returns why the change cannot gain; null if it might */
export function whyNoGain(
  { relieves }: Change,
  model: Model,
  now: VariantFindings,
  { statistic }: Subject,
): string | null {
  if (relieves === null || isSlowedBySharing(model, relieves.part)) return null;
  const { part, resource } = relieves;
  const found = Object.entries(now.parts[part]?.resources ?? {}).find(([name]) => name.startsWith(resource));
  if (found === undefined) return null;
  const [name, measured] = found;
  const share = busiest(measured, now, part, name, isSteady(model));
  if (measured.capacity === null || share === null || measured.refused.value !== 0) return null;
  const servers = Math.max(1, Math.floor(measured.capacity / Math.max(1, measured.perInstance.length)));
  const waits = erlangC(servers, share * servers);
  if (waits >= (SHARE_BEYOND[statistic] ?? OF_OTHERS) / 2) return null;
  return `${part} ${name} ${resource === "pool" ? "is" : "are"} ${percent(share)} busy and ${percent(waits)} would wait: more gains nothing`;
}

/** With contention, fewer on it make it faster, waiting or not. */
const isSlowedBySharing = ({ parts }: Model, part: string): boolean => {
  const { contention = 0, coherency = 0 } = parts[part] as { contention?: number; coherency?: number };
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
