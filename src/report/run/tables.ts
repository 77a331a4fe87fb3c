/** The tables of the reports, each a pure function from findings to cells. */
import { ofItsOwn } from "../../analysis/figures/absent.js";
import type { EndpointFindings, Estimate, Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { inline, showDuration, showMeasured, showRate, showShare } from "../../charts/kit/estimate.js";
import { count, duration, orUnknown, wholeShare } from "../../charts/kit/format.js";
import { time } from "../../charts/kit/time-axis.js";
import { capital, noun, numberedName } from "../../charts/kit/words.js";
import type { Cell, Table } from "../kit/table.js";

const mostErrors = 6; // Per variant; the rest are in result.json.

/** The name in the first row, then only the number: for variants with several rows. */
const labelOnce = (findings: Findings, i: number, row: number): Cell => ({
  label: numberedName(findings, i),
  again: row === 0 ? null : findings.variants.length === 1 ? "" : `${i + 1}`,
});

const head = (findings: Findings) => capital(noun(findings));

export function stageTable(findings: Findings): Table {
  const isDegraded = findings.variants.some((variant) => (degradedShare(variant).value ?? 0) > 0);
  const rows = findings.variants.map((variant, i) => [
    numberedName(findings, i),
    inline(showDuration(variant.all.latencyMs.p50)),
    inline(showDuration(variant.all.latencyMs.p99)),
    inline(showShare(variant.all.errorRate)),
    ...(isDegraded ? [inline(showShare(degradedShare(variant)))] : []),
    inline(showRate(variant.all.goodput)),
    firstToGive(findings, variant),
    variant.verdict === "none" || variant.objectives.length === 0 ? "none" : { verdict: variant.verdict },
  ]);
  const errors = isDegraded ? [">errors", ">of which degraded"] : [">errors"];
  return { heads: [head(findings), ">p50", ">p99", ...errors, ">goodput", "gives first", "objectives"], rows };
}

/** Answers with less than was asked for, which count as errors; of several parts, their sum. */
function degradedShare({ all }: VariantFindings): Estimate {
  const shares = all.errors.filter(({ cause }) => cause === "degraded").map(({ share }) => share);
  const [only] = shares;
  if (only === undefined) return { value: 0, low: null, high: null };
  const value = shares.reduce((sum, share) => sum + (share.value ?? 0), 0);
  return shares.length === 1 ? only : { value, low: null, high: null, reason: "the sum of several parts" };
}

/** The figures that the experiment shows; null if it names none. */
export function shownTable(findings: Findings): Table | null {
  const { show = [], variants } = findings;
  if (show.length === 0) return null;
  const rows = variants.map(({ figures = {}, verdict }, i) => [
    numberedName(findings, i),
    ...show.map(({ figure, unit }) => {
      const known = ofItsOwn(figures[figure]);
      return known === undefined ? "–" : inline(showMeasured(known, unit));
    }),
    verdict === "none" ? "none" : { verdict },
  ]);
  return { heads: [head(findings), ...show.map(({ figure }) => `>${figure}`), "objectives"], rows };
}

function firstToGive(findings: Findings, { saturation: [first] }: VariantFindings): string {
  return first === undefined
    ? "nothing"
    : `${first.part} ${first.resource}, ${time(first.atMs, findings.window.clock)}`;
}

export function objectivesTable(findings: Findings): Table {
  const rows = findings.variants.flatMap(({ objectives }, i) =>
    objectives.map(({ metric, expression, measured, unit, verdict }, row) => [
      labelOnce(findings, i, row),
      { code: `${metric}: ${expression}` },
      inline(showMeasured(measured, unit)),
      { verdict },
    ]),
  );
  return { heads: [head(findings), "objective", ">measured", "verdict"], rows };
}

export function claimsTable({ claims }: Findings): Table {
  return {
    heads: ["claim", "verdict", "figures"],
    rows: claims.map(({ claim, verdict, why }) => [{ code: claim }, { verdict }, why]),
  };
}

/** Parts by variants: mean and p99 of the wait for each part's busiest resource. */
export function waitingTable(findings: Findings): Table {
  const { variants } = findings;
  const names = [...new Set(variants.flatMap(({ parts }) => Object.keys(parts)))];
  const rows = names.map((name) => [
    name,
    ...variants.map(({ parts }) => {
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
      if (part === undefined || Object.keys(part.resources).length === 0) return "";
      const { mean, p99 } = part.waitingTimeMs;
      const tail = p99.value === null ? "" : ` (${duration(p99.value)})`;
      return orUnknown(mean.value, duration) + tail;
    }),
  ]);
  const heads = variants.map((_, i) => `>${variants.length > 3 ? i + 1 : numberedName(findings, i)}`);
  return { heads: ["part", ...heads], rows };
}

export function saturationTable(findings: Findings): Table {
  const rows = findings.variants.map(({ saturation }, i) => [
    numberedName(findings, i),
    saturation
      .map(
        ({ part, resource, atMs, peakUtilisation }) =>
          `${part} ${resource} at ${time(atMs, findings.window.clock)} (peak ${wholeShare(peakUtilisation)})`,
      )
      .join(", then ") || "nothing gives",
  ]);
  return { heads: [head(findings), "in the order in which they give (95% busy), the cause first"], rows };
}

export function errorsTable(findings: Findings): Table {
  const rows = findings.variants.flatMap(({ all }, i) =>
    all.errors
      .slice(0, mostErrors)
      .map(({ cause, part, share, perSecond }) => [
        numberedName(findings, i),
        part,
        cause,
        inline(showShare(share)),
        inline(showRate(perSecond)),
      ]),
  );
  return { heads: [head(findings), "part", "cause", ">share of requests", ">rate"], rows };
}

export function endpointsTable(findings: Findings): Table {
  const rows = findings.variants.flatMap((variant, i) =>
    requestsIn(variant).map(({ name, what, each }, row) => [
      labelOnce(findings, i, row),
      what === "" ? { code: name } : `${name}, ${what}`,
      count(each.requests),
      inline(showRate(each.offeredLoad)),
      inline(showDuration(each.latencyMs.p50)),
      inline(showDuration(each.latencyMs.p99)),
      inline(showShare(each.errorRate)),
      inline(showRate(each.goodput)),
    ]),
  );
  const heads = ["endpoint", ">requests", ">offered", ">p50", ">p99", ">errors", ">goodput"];
  return { heads: [head(findings), ...heads], rows };
}

/** Users' requests by endpoint, then background work by source. */
export function requestsIn({ endpoints, background = {} }: VariantFindings) {
  const entries = (of: Readonly<Record<string, EndpointFindings>>, what: string) =>
    Object.entries(of).map(([name, each]) => ({ name, what, each }));
  return [...entries(endpoints, ""), ...entries(background, "background")];
}

export function modelsTable(findings: Findings): Table {
  const rows = findings.variants.map(({ model, modelHash, summary }, i) => [
    numberedName(findings, i),
    { code: model },
    { code: modelHash.slice(0, 12) },
    summary ?? "",
  ]);
  return { heads: [head(findings), "model", "hash", "what it is"], rows };
}
