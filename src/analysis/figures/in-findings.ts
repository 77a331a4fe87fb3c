/** Figures that the findings of a variant already contain. */
import type { EndpointFindings, Estimate, LatencyFindings, VariantFindings } from "../findings/findings.js";
import { noEstimate } from "../statistics/confidence.js";
import type { Figure } from "./figure.js";

export type Holding = Pick<VariantFindings, "all" | "endpoints" | "parts" | "recovery"> &
  Partial<Pick<VariantFindings, "figures">>;

/** Null where only the runs contain it. */
export function inFindings(figure: Figure, holding: Holding): Estimate | null {
  const { scope, name } = figure;
  const named = holding.figures?.[name];
  if (named !== undefined) return named;
  if (scope.kind === "variant") return figure.family === "recovery" ? recoveryIn(holding) : null;
  if (scope.kind === "all") return ofRequests(figure, holding.all);
  if (scope.kind === "endpoint")
    return Object.hasOwn(holding.endpoints, scope.name) ? ofRequests(figure, holding.endpoints[scope.name]!) : null;
  if (scope.kind === "part") return ofPart(figure, scope.name, holding);
  return scope.kind === "resource" ? ofResource(figure, scope, holding) : null;
}

const recoveryIn = ({ recovery }: Holding): Estimate =>
  recovery === null ? noEstimate("there is no spike to recover from") : recovery.timeMs;

function ofRequests({ family, statistic, cause }: Figure, found: EndpointFindings): Estimate | null {
  const { latencyMs, errorRate, goodput, throughput, offeredLoad } = found;
  if (family === "latency") return ofDurations(latencyMs, statistic);
  if (family === "errors") return cause === null ? errorRate : null;
  return { goodput, throughput, offered: offeredLoad }[family] ?? null;
}

const ofDurations = (found: LatencyFindings, statistic: string): Estimate | null =>
  Object.hasOwn(found, statistic) ? found[statistic as keyof LatencyFindings] : null;

function ofPart({ measure, statistic }: Figure, name: string, { parts }: Holding): Estimate | null {
  if (measure === null || !Object.hasOwn(parts, name)) return null;
  const { measures } = parts[name]!;
  const key = statistic === "mean" || statistic === "rate" ? measure : `${measure}${capital(statistic)}`;
  return Object.hasOwn(measures, key) ? measures[key]! : null;
}

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

function ofResource(
  { family, statistic }: Figure,
  { part, resource }: { readonly part: string; readonly resource: string | null },
  { parts }: Holding,
): Estimate | null {
  const found = Object.hasOwn(parts, part) ? parts[part]! : undefined;
  const at = resource ?? found?.busiest ?? Object.keys(found?.resources ?? {})[0];
  if (found === undefined || at === undefined || !Object.hasOwn(found.resources, at)) return null;
  const { utilisation, busy, queueLength, waitingTimeMs, refused, capacity } = found.resources[at]!;
  if (family === "wait") return ofDurations(waitingTimeMs, statistic);
  if (statistic === "max") return null;
  if (family === "utilisation" && capacity === null) return noEstimate(`${part} ${at} has no limit`);
  return { utilisation, busy, queue: queueLength, refused }[family] ?? null;
}
