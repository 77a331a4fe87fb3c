/** The tables of the report, each a pure function from findings to markdown. */
import type { Findings, VariantFindings } from "../analysis/findings.js";
import { count, duration, orUnknown, wholeShare } from "../charts/format.js";
import { time } from "../charts/time-axis.js";
import { bareName, capital, noun } from "../charts/words.js";
import { inline, showDuration, showMeasured, showRate, showShare } from "./estimate.js";
import { code, md, table } from "./markdown-text.js";

const verdictMark = { met: "✅ met", missed: "❌ missed", unknown: "❔ unknown" };
const mostErrors = 6; // A variant; the rest are in result.json.

const label = (findings: Findings, i: number) =>
  findings.variants.length === 1 ? md(bareName(findings, i)) : `${i + 1}&ensp;${md(bareName(findings, i))}`;
/** The name once, then only the number: for variants with several rows. */
const labelOnce = (findings: Findings, i: number, row: number) =>
  row === 0 ? label(findings, i) : findings.variants.length === 1 ? "" : `${i + 1}`;

const head = (findings: Findings) => capital(noun(findings));

export function stageTable(findings: Findings): string {
  const rows = findings.variants.map((variant, i) => [
    label(findings, i),
    inline(showDuration(variant.all.latencyMs.p50)),
    inline(showDuration(variant.all.latencyMs.p99)),
    inline(showShare(variant.all.errorRate)),
    inline(showRate(variant.all.goodput)),
    firstToGive(findings, variant),
    variant.objectives.length === 0 ? "–" : verdictMark[variant.verdict],
  ]);
  return table([head(findings), ">p50", ">p99", ">errors", ">goodput", "gives first", "objectives"], rows);
}

function firstToGive(findings: Findings, { saturation: [first] }: VariantFindings): string {
  return first === undefined
    ? "nothing"
    : `${md(first.part)} ${md(first.resource)}, ${time(first.atMs, findings.window.clock)}`;
}

export function objectivesTable(findings: Findings): string {
  const rows = findings.variants.flatMap(({ objectives }, i) =>
    objectives.map(({ metric, expression, measured, unit, verdict }, row) => [
      labelOnce(findings, i, row),
      code(`${metric}: ${expression}`),
      inline(showMeasured(measured, unit)),
      verdictMark[verdict],
    ]),
  );
  return table([head(findings), "objective", ">measured", "verdict"], rows);
}

export function claimsTable({ claims }: Findings): string {
  const rows = claims.map(({ claim, verdict, why }) => [code(claim), verdictMark[verdict], md(why)]);
  return table(["claim", "verdict", "figures"], rows);
}

/** Parts down, variants across: the mean wait for the part's busiest resource, and the p99 of it. */
export function waitingTable(findings: Findings): string {
  const { variants } = findings;
  const names = [...new Set(variants.flatMap(({ parts }) => Object.keys(parts)))];
  const rows = names.map((name) => [
    md(name),
    ...variants.map(({ parts }) => {
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
      if (part === undefined || Object.keys(part.resources).length === 0) return "";
      const { mean, p99 } = part.waitingTimeMs;
      const tail = p99.value === null ? "" : ` (${duration(p99.value)})`;
      return orUnknown(mean.value, duration) + tail;
    }),
  ]);
  return table(
    ["part", ...variants.map((_, i) => (variants.length > 3 ? `>${i + 1}` : `>${label(findings, i)}`))],
    rows,
  );
}

export function saturationTable(findings: Findings): string {
  const rows = findings.variants.map(({ saturation }, i) => [
    label(findings, i),
    saturation
      .map(
        ({ part, resource, atMs, peakUtilisation }) =>
          `${md(part)} ${md(resource)} at ${time(atMs, findings.window.clock)} (peak ${wholeShare(peakUtilisation)})`,
      )
      .join(", then ") || "nothing gives",
  ]);
  return table([head(findings), "in the order in which they reach 95%"], rows);
}

/** Empty if there were no errors at all. */
export function errorsTable(findings: Findings): string {
  const rows = findings.variants.flatMap(({ all }, i) =>
    all.errors
      .slice(0, mostErrors)
      .map(({ cause, part, share, perSecond }) => [
        label(findings, i),
        md(part),
        md(cause),
        inline(showShare(share)),
        inline(showRate(perSecond)),
      ]),
  );
  return rows.length === 0 ? "" : table([head(findings), "part", "cause", ">share of requests", ">rate"], rows);
}

export function endpointsTable(findings: Findings): string {
  const rows = findings.variants.flatMap(({ endpoints }, i) =>
    Object.entries(endpoints).map(([name, each], row) => [
      labelOnce(findings, i, row),
      code(name),
      count(each.requests),
      inline(showRate(each.offeredLoad)),
      inline(showDuration(each.latencyMs.p50)),
      inline(showDuration(each.latencyMs.p99)),
      inline(showShare(each.errorRate)),
      inline(showRate(each.goodput)),
    ]),
  );
  return table([head(findings), "endpoint", ">requests", ">offered", ">p50", ">p99", ">errors", ">goodput"], rows);
}

export function modelsTable(findings: Findings): string {
  const rows = findings.variants.map(({ model, modelHash, summary }, i) => [
    label(findings, i),
    code(model),
    code(modelHash.slice(0, 12)),
    md(summary ?? ""),
  ]);
  return table([head(findings), "model", "hash", "what it is"], rows);
}
