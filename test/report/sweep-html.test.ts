/** `sweep --html`, of a curve, a map, a tornado and a loop; and what these say first. */
import { describe, expect, it } from "vitest";
import type { SweepFindings } from "../../src/analysis/findings/sweep-findings.js";
import { loopHtml, sweepHtml, tornadoHtml } from "../../src/report/html/sweep-page.js";
import { sweepAnswer } from "../../src/report/sweep/answer.js";
import { loopText } from "../../src/report/sweep/loop.js";
import { sweepText } from "../../src/report/sweep/terminal.js";
import { tornadoText } from "../../src/report/sweep/tornado.js";
import { columns } from "../../src/text/width.js";
import { turnedLoop } from "../charts/loop-fixture.js";
import { curve, map, stall, storm } from "../charts/sweep-fixture.js";
import { NASTY } from "./diff-fixture.js";
import { command, files, parse, sweepPage } from "./page.js";
import { expectSound } from "./sound-page.js";

const options = { command, files };
const pages = [
  ["a curve", "sweep", curve.points.length, (): string => sweepHtml(curve, options)],
  ["a map", "sweep", map.points.length, (): string => sweepHtml(map, options)],
  ["a tornado", "tornado", storm.guesses.length, (): string => tornadoHtml(storm, options)],
  ["a loop", "loop", turnedLoop.up.length, (): string => loopHtml(turnedLoop, options)],
] as const;

it.each(pages)("of %s: the picture with the answer, every number, and the command", (_, name, rows, made) => {
  const page = made();
  const document = parse(page);
  expect([...document.querySelectorAll("main > section")].map(({ id }) => id)).toEqual([
    "verdict",
    "points",
    "model",
    "again",
  ]);
  expect(document.querySelector(`#verdict #chart-${name} svg`)).not.toBeNull();
  expect(document.querySelectorAll("#t-points tbody tr")).toHaveLength(rows);
  expectSound(page);
  expect(made()).toBe(page);
  expect(page.length).toBeLessThan(500_000);
});

it("is sound whatever names say", () => {
  const named = { title: NASTY, name: NASTY, objectives: [NASTY], audit: { ok: false, failures: [NASTY] } };
  const nasty = { command: NASTY, files: [{ path: NASTY, text: NASTY }] };
  expectSound(sweepHtml({ ...curve, ...named, knobs: [{ ...curve.knobs[0]!, name: NASTY }] }, nasty));
  expectSound(tornadoHtml({ ...storm, ...named, metric: NASTY }, nasty));
  expectSound(loopHtml({ ...turnedLoop, ...named }, nasty));
  expect(sweepPage()).toBe(sweepHtml(curve, options));
});

describe("says first", () => {
  const told = (found: SweepFindings) => {
    const { verdict, why } = sweepAnswer(found);
    return [verdict, ...why].map((each) => each.replaceAll("\u00a0", " "));
  };

  it("where the objectives are met, what cannot keep up, and where latency starts to bend", () => {
    const said = told(curve);
    expect(said[0]).toBe(
      "“A shop” meets its objectives at load ×0.4 to ×1.6 and misses them at ×1.9 to ×2.1; ×1.77 is undecided.",
    );
    expect(said).toContain("Latency starts to bend at load ×1.77 (×1.6 to ×1.9).");
    expect(said).toContain("At load ×2.1 it cannot keep up: the number in the system grows.");
  });

  it("what stays down, before what is missed", () => {
    const said = told(stall);
    expect(said[0]).toMatch(/^“A shop” stays down: over load, most runs do not come back from ×1\.66 on/);
    expect(said[1]).toMatch(/^“A shop” meets its objectives at load/);
  });

  it.each(["met", "missed", "unknown"] as const)("of points that are all %s nothing else", (verdict) => {
    const points = curve.points.map((point) => ({ ...point, verdict, growing: false }));
    const [said] = told({ ...curve, points });
    const others = { met: /miss|undecided/, missed: /meets|undecided/, unknown: /^“A shop”|misses/ }[verdict];
    expect(said).not.toMatch(others);
    expect(said).toContain("at every value of load tried");
  });
});

it.each([80, 120])("fits a terminal of %d columns and a screen", (width) => {
  const view = { colour: false, width, verbose: false, written: "output/shop/sweep.svg" };
  const many = Array.from({ length: 10 }, () => curve.points).flat();
  const texts = [
    sweepText(curve, view),
    sweepText(stall, view),
    sweepText(map, view),
    sweepText({ ...curve, points: many }, view),
    tornadoText(storm, view),
    loopText(turnedLoop, view),
  ];
  for (const text of texts) {
    for (const line of text.split("\n")) expect(columns(line), line).toBeLessThanOrEqual(width);
    expect(text.split("\n").length).toBeLessThanOrEqual(41);
  }
});
