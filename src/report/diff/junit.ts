/** A diff as JUnit XML, for CI pipelines: one test case per objective and one for the headline metrics. */

import type { DiffFindings, MetricDiff, ObjectiveDiff } from "../../analysis/findings/diff-findings.js";
import { inline } from "../../charts/kit/estimate.js";
import { clean } from "../../text/safe-text.js";
import { ASKED, measuredWords, metricWords, objectiveName, unknownWhy } from "./words.js";

interface Case {
  readonly name: string;
  readonly outcome: "passed" | "failure" | "skipped";
  readonly text: string;
}

export function diffJunit(diff: DiffFindings): string {
  const name = `${diff.base.file} → ${diff.proposal.file}`;
  const suites = [
    suite("objectives", diff.objectives.filter(({ asked }) => asked !== "base").map(objectiveCase)),
    suite("metrics", diff.metrics.map(metricCase)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(`headroom diff ${name}`)}">\n${suites.join("")}</testsuites>\n`;
}

function objectiveCase(each: ObjectiveDiff): Case {
  const { base, proposal, unit, verdict } = each;
  const figures = `before ${measuredWords(base, unit)}, after ${measuredWords(proposal, unit)}`;
  const name = `${objectiveName(each)}${ASKED[each.asked]}`;
  if (proposal.verdict === "met") return { name, outcome: "passed", text: figures };
  if (proposal.verdict === "unknown") return { name, outcome: "skipped", text: `${figures}: ${unknownWhy(each)}` };
  return { name, outcome: "failure", text: `${verdict}: ${figures}` };
}

function metricCase(metric: MetricDiff): Case {
  const { base, proposal, difference, relative, verdict } = metricWords(metric);
  const change = [inline(difference), relative].filter((text) => text !== "").join(", ");
  const text = `${verdict}: ${inline(base)} → ${inline(proposal)} (Δ ${change})`;
  const isWorse = metric.verdict === "worse" && metric.beyondTolerance;
  const outcome = isWorse ? "failure" : metric.verdict === "unknown" ? "skipped" : "passed";
  return { name: metric.metric, outcome, text };
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (outcome: Case["outcome"]): number => cases.filter((each) => each.outcome === outcome).length;
  const rows = cases.map(({ name: called, outcome, text }) => {
    const said =
      outcome === "passed" ? `<system-out>${xml(text)}</system-out>` : `<${outcome} message="${xml(text)}"/>`;
    return `    <testcase classname="${name}" name="${xml(called)}">${said}</testcase>\n`;
  });
  const counts = `tests="${cases.length}" failures="${count("failure")}" skipped="${count("skipped")}" errors="0"`;
  return `  <testsuite name="${name}" ${counts}>\n${rows.join("")}  </testsuite>\n`;
}

/** Characters that XML cannot hold become spaces. */
const xml = (text: string): string =>
  clean(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
