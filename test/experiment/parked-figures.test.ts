/** Figures of messages that are late, parked and put back: in objectives and claims, beside effects of the same words. */
import { expect, it } from "vitest";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { relativeChange } from "../../src/experiment/next/gain-metric.js";
import { objectivesOf, type StudyVariant } from "../../src/experiment/plan/study.js";
import { queuesOverTimeTable } from "../../src/report/run/over-time-tables.js";
import { givenUpTable, keptTable } from "../../src/report/run/parked-tables.js";
import { sideOf, studyOf } from "./study.js";

const MODEL = `
version: 1
traffic: { users: { rate: 50/s, to: web.page } }
effects: { sent: { for: web.page, within: 40ms } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, workers: 9, deadline: 30ms, malformed: 10%, poison: 10%, dead-letter: parked, steps: [{ delay: exponential(10ms) }, { effect: sent }] }
  parked: { type: dead-letters }
timeline: { again: { at: 30s, redrive: parked, rate: 10/s } }
objectives:
  late{mails}: [rate < 30%]
  late{sent}: [rate < 50%]
  parked{mails by malformed}: [rate < 5%]
  parked{mails}: [rate < 50%]
  letters{parked}: [max < 1000]
run: { duration: 60s, warm-up: 1s, replications: 3 }`;

const EXPERIMENT = `
version: 1
title: Late and parked
question: Which?
variants: { usual: model.yaml, slow: { extends: model.yaml, parts: { mails: { workers: 1 } } } }
show: [late of sent, parked of mails by poison, redriven of parked, age max of parked]
claims:
  - late of mails{slow} > late of mails{usual}
  - late of mails{slow} > 1.1 * late of mails{usual}
  - late of mails{usual} < 30%
  - parked of mails by poison{usual} > 8%
  - parked of mails by attempts-used-up{usual} < 0.1%
  - redriven of parked{usual} > 1/s`;

it("objectives and claims name them", async () => {
  const files = { "model.yaml": MODEL, "experiment.yaml": EXPERIMENT };
  const findings = await runStudy(studyOf(files, "experiment.yaml"), threads(1));
  const { variants, claims } = findings;
  expect(claims.map(({ verdict }) => verdict)).toEqual(Array(6).fill("met"));
  const [usual] = variants;
  expect(usual!.objectives.map(({ metric, verdict }) => `${metric} ${verdict}`)).toEqual([
    "late{mails} met",
    "late{sent} met",
    "parked{mails by malformed} missed",
    "parked{mails} met",
    "letters{parked} met",
  ]);
  expect(usual!.parts.mails!.measures).toHaveProperty("parkedPoison");
  expect(usual!.parts.parked!.measures).toHaveProperty("lettersMax");

  const { late, parked } = usual!.overTime;
  expect(late![0]!.late.every((share) => share! > 0.1 && share! < 0.5)).toBe(true);
  expect(Math.max(...parked![0]!.letters)).toBeGreaterThan(100);
  expect(queuesOverTimeTable(findings, usual!).heads).toEqual([
    ...["from", ">waiting at mails", ">oldest", ">late at mails", ">parked in parked"],
  ]);
  expect(givenUpTable(findings).rows.map((row) => row.slice(1).map((cell) => /^0%/.test(String(cell))))).toEqual(
    Array(2).fill([false, false, false, true, true]), // Malformed and poison, none expired, none used up.
  );
  expect(keptTable(findings).rows).toHaveLength(2);
});

it("a reason that there is not is told with those that there are", () => {
  expect(() => studyOf({ "model.yaml": MODEL.replace("by malformed", "by malform") })).toThrow(
    /parked has no reason "malform": did you mean malformed/,
  );
  expect(() => studyOf({ "model.yaml": MODEL.replace("late{mails}", "late{mails by poison}") })).toThrow(
    /only errors have a cause/,
  );
});

it("a change after which none is late gains all of it", () => {
  const queue = (workers: number) => `
version: 1
traffic: { users: { rate: 105/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, workers: ${workers}, deadline: 50ms, steps: [{ delay: 10ms }] }
objectives: { "late{mails}": [rate < 1%] }
run: { duration: 20s, warm-up: 2s, replications: 4 }`;
  const [before, after] = [sideOf(queue(1)), sideOf(queue(9))];
  const { figure } = objectivesOf({ model: before.model } as StudyVariant)[0]!;
  const { value, low, high } = relativeChange(figure, before, after)!;
  expect(value).toBe(-1);
  expect(low).toBe(-1);
  expect(high!).toBeLessThan(-0.9);
});
