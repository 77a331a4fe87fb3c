/** Figures of a whole variant: what it costs, how much there is to understand, and those that a study names or shows. */
import { type Figure, inFindings, isOfRecovery } from "../../analysis/figures/figure.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import { noEstimate, pointEstimate } from "../../analysis/statistics/confidence.js";
import { type Counted, inventoryOf, unitsOf } from "../../model/check/inventory.js";
import { KINDS, machineIn, partKindOf } from "../../model/language/catalogue.js";
import type { Model, PartData } from "../../model/language/model.js";
import { INSTANCES, INSTANCES_PAID } from "../../model/parts/shared/instances.js";
import { MEMORY } from "../../model/parts/shared/memory.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { measured } from "../findings/measured.js";
import type { Study } from "../plan/study.js";
import { figureEstimate, type Known } from "./estimate.js";
import { estimateOf } from "./sample.js";
import { measureSample } from "./sample-of.js";

/** By what is paid for: "core-hour", "replica-hour", "request". */
export type Prices = Readonly<Record<string, number>>;

/** How much each thing that must be understood counts. */
export interface Weights {
  readonly parts: number;
  readonly hops: number; // Per request, of all traffic.
  readonly policies: number;
}

export const EQUAL_WEIGHTS: Weights = { parts: 1, hops: 1, policies: 1 };

/** Not paid for by themselves, unless they have a price; and memory, since GB and cores have no sum. */
const NOT_COUNTED = ["pooled connections", "workers", MEMORY];

/** "read replicas" → "replica-hour", "outboxes" → "outbox-hour". */
export const hourOf = (unit: string): string =>
  `${unit
    .split(" ")
    .at(-1)!
    .replace(/(?<=x)es$|s$/, "")}-hour`;

/** What may have a price an hour, in the order of the catalogue. */
export const HOURLY: readonly string[] = [
  ...new Set(KINDS.parts.flatMap(({ units = {} }) => Object.keys(units)).map(hourOf)),
];

/** @param offered requests a second */
export function exactOf({ family }: Figure, study: Study, model: Model, offered: Estimate): Estimate {
  if (family === "cost") return costOf(model, study.prices, offered);
  const value =
    family === "complexity"
      ? complexityOf(model, study.weights)
      : countOf(unitsOf(model), family === "cores" ? "cores" : "service instances");
  return estimateOf({ kind: "exact", value }, "rate");
}

const countOf = (all: readonly Counted[], what: string): number => all.find((each) => each.what === what)?.count ?? 0;

function costOf(model: Model, prices: Prices | null, offered: Estimate): Estimate {
  const units = unitsOf(model);
  if (prices === null) {
    const value = sum(units.filter(({ what }) => !NOT_COUNTED.includes(what)).map(({ count }) => count));
    return estimateOf({ kind: "exact", value }, "rate");
  }
  const standing = sum(units.map(({ what, count }) => count * (prices[hourOf(what)] ?? 0)));
  const aRequest = prices.request ?? 0;
  if (aRequest === 0) return estimateOf({ kind: "exact", value: standing }, "rate");
  const { value, low, high } = offered;
  const withRequests = (perSecond: number): number => standing + aRequest * perSecond * 3600;
  if (value === null || low === null || high === null)
    return value === null ? offered : pointEstimate(withRequests(value), offered.reason ?? "no interval");
  return { value: withRequests(value), low: withRequests(low), high: withRequests(high) };
}

function complexityOf(model: Model, { parts, hops, policies }: Weights): number {
  const { complexity } = inventoryOf(model);
  const hopsOfAll = sum(complexity.filter(({ what }) => what.startsWith("hops ")).map(({ count }) => count));
  return parts * countOf(complexity, "parts") + hops * hopsOfAll + policies * countOf(complexity, "policies");
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The figures that a study shows, and those that it names and nothing else in a variant's findings tells. */
export function namedFigures(
  figures: readonly Figure[],
  study: Study,
  model: Model,
  known: Known,
): Readonly<Record<string, Estimate>> {
  const isShown = ({ name }: Figure): boolean => study.show.some((each) => each.name === name);
  const isMissing = (figure: Figure): boolean => known.holding === null || inFindings(figure, known.holding) === null;
  const missing = figures.filter(
    (figure) => !isSought(figure) && isIn(figure, model) && (isShown(figure) || isMissing(figure)),
  );
  return Object.fromEntries(
    missing.map((figure) => [
      figure.name,
      isExact(figure)
        ? paidOf(figure, study, model, known)
        : (alwaysTheSame(figure, model, known) ?? figureEstimate(figure, known)),
    ]),
  );
}

/** With the instances that were paid for, where they come and go. */
function paidOf(figure: Figure, study: Study, model: Model, known: Known): Estimate {
  const offered = known.holding?.all.offeredLoad ?? noEstimate("nothing was measured");
  const paid = new Map(Object.keys(model.parts).flatMap((part) => instancesPaid(part, known.runs)));
  const at = (end: "value" | "low" | "high"): Estimate =>
    exactOf(
      figure,
      study,
      withPaid(model, (part) => paid.get(part)?.[end] ?? null),
      offered,
    );
  const { value, reason } = at("value");
  if (paid.size === 0) return at("value");
  const found = { value, low: at("low").low, high: at("high").high };
  return reason === undefined ? found : { ...found, reason };
}

/** The instances of a service where none come and go; null for any other figure. */
function alwaysTheSame({ measure, scope }: Figure, model: Model, { runs }: Known): Estimate | null {
  if (scope.kind !== "part" || ![INSTANCES.measure, INSTANCES_PAID.measure].some((each) => each === measure))
    return null;
  const instances = machineIn(model, scope.name)?.instances;
  if (instances === undefined || instancesPaid(scope.name, runs).length > 0) return null;
  return estimateOf({ kind: "exact", value: instances }, "rate");
}

function instancesPaid(part: string, runs: readonly Measurements[]): readonly (readonly [string, Estimate])[] {
  const each = measured(runs, part, INSTANCES_PAID.measure);
  return each === null || each.length === 0 ? [] : [[part, estimateOf(measureSample(each, "mean", 1), "mean")]];
}

function withPaid(model: Model, paid: (part: string) => number | null): Model {
  const parts = Object.entries(model.parts).map(([name, options]): [string, PartData] => {
    const instances = paid(name);
    const kind = partKindOf(options);
    if (instances === null || kind?.withPaid === undefined) return [name, options];
    return [name, kind.withPaid(options as never, instances)];
  });
  return { ...model, parts: Object.fromEntries(parts) };
}

/** Whether the variant has what the figure is of: a part that only others have is no figure of it. */
function isIn({ scope }: Figure, { parts, traffic, timeline, effects }: Model): boolean {
  if (scope.kind === "source") return Object.hasOwn(traffic, scope.name);
  if (scope.kind === "moment") return Object.hasOwn(timeline, scope.name);
  if (scope.kind === "part") return Object.hasOwn(parts, scope.name);
  if (scope.kind === "effect") return Object.hasOwn(effects, scope.name);
  return scope.kind !== "resource" || Object.hasOwn(parts, scope.part);
}

/** Known from the model alone, whatever the runs show. */
export const isExact = (figure: Figure): boolean =>
  figure.scope.kind === "variant" && !isOfRecovery(figure) && !isSought(figure);

/** Found by a search of its own, after the runs. */
export const isSought = ({ family }: Figure): boolean => SOUGHT.includes(family);

export const SOUGHT = ["ceiling", "headroom"];
