/** Queues of messages in the reports: those that only fill up, that fail, and what is rare. */
import { describe, expect, it } from "vitest";
import type { Estimate, Findings, PartFindings } from "../../src/analysis/findings/findings.js";
import { queueLines, queuesTable } from "../../src/report/run/queue-tables.js";
import { queueing } from "../charts/queues-fixture.js";
import { semiFinal } from "../charts/stages.js";

const study = semiFinal();
const same = (text: string): string => text;
const paints = { bold: same, dim: same, verdict: { met: same, missed: same, unknown: same } };
const plain = (text: string): string => text.replaceAll("\u00a0", " ");
const one = queueing({ ...study, variants: study.variants.slice(0, 1) }, ["mails"]);
const exactly = (value: number): Estimate => ({ value, low: value, high: value });
const changed = (findings: Findings, change: (part: PartFindings) => Partial<PartFindings>, drift = {}): Findings => ({
  ...findings,
  variants: findings.variants.map((variant) => ({
    ...variant,
    ...drift,
    parts: { ...variant.parts, mails: { ...variant.parts.mails!, ...change(variant.parts.mails!) } },
  })),
});

describe("the table of queues", () => {
  it("has no rows without a queue of messages", () => {
    expect(queuesTable(study).rows).toEqual([]);
    expect(queueLines(study, paints)).toEqual([]);
  });

  it("has depth, age, completion and failures of each variant that has the queue", () => {
    const { heads, rows } = queuesTable(queueing(study, ["mails"]));
    expect(heads).toEqual([
      "Stage",
      "queue",
      ">waiting, at most",
      ">oldest, at most",
      ">done p50",
      ">done p99",
      ">failed",
    ]);
    expect(rows.length).toBe(7);
    expect(rows[0]!.slice(1).map((each) => plain(each as string))).toEqual([
      "mails",
      "3,400 ±170",
      "291 s ±15",
      "700 ms ±35",
      "4.00 s ±0.20",
      "1.00% ±0.05",
    ]);
  });

  it("shows what is late only where some is", () => {
    const late = changed(one, ({ measures }) => ({
      measures: { ...measures, lateMessages: exactly(0.25) },
    }));
    expect(queuesTable(late).heads).toEqual([
      "Stage",
      "queue",
      ">waiting, at most",
      ">oldest, at most",
      ">done p50",
      ">done p99",
      ">late",
      ">failed",
    ]);
  });

  it("gives no longest length of a queue that only fills up, but by how much it does", () => {
    const none = { value: null, low: null, high: null, reason: "no steady state" };
    const drift = { drift: { verdict: "growing", growthPerSecond: none } };
    const filling = changed(one, () => ({ queueLength: none }), drift);
    const variants = filling.variants.map((variant) => ({
      ...variant,
      overTime: {
        ...variant.overTime,
        queues: variant.overTime.queues!.map((each) => ({ ...each, depth: each.depth.map((_, bin) => 126 * bin) })),
      },
    }));
    const found = { ...filling, variants };
    expect(plain(queuesTable(found).rows[0]![2] as string)).toBe("fills up, +2.10/s");
    expect(queueLines(found, paints).join("\n").replaceAll(/\s+/g, " ")).toContain("fills up");
  });
});

describe("in the terminal", () => {
  it("it stands where the experiment shows no figures of its own, within 80 columns", () => {
    const lines = queueLines(queueing(study, ["mails"]), paints);
    expect(lines.length).toBeGreaterThan(7);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(queueLines({ ...queueing(study), show: [{ figure: "p99", unit: "ms" }] }, paints)).toEqual([]);
  });
});
