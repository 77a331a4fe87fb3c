/** Figures of messages that are late, parked and put back: in objectives and claims, beside effects of the same words. */
import { expect, it } from "vitest";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { studyOf } from "./study.js";

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
  const { variants, claims } = await runStudy(studyOf(files, "experiment.yaml"), threads(1));
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
});

it("a reason that there is not is told with those that there are", () => {
  expect(() => studyOf({ "model.yaml": MODEL.replace("by malformed", "by malform") })).toThrow(
    /parked has no reason "malform": did you mean malformed/,
  );
  expect(() => studyOf({ "model.yaml": MODEL.replace("late{mails}", "late{mails by poison}") })).toThrow(
    /only errors have a cause/,
  );
});
