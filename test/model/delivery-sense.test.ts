/** What `check` says of deliveries: mistakes with what to write, and the load of attempts. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { modelOf } from "../simulate.js";

const text = (mails: string, steps = "{ delay: exponential(20ms) }"): string => `
version: 1
traffic: { users: { rate: 60/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, workers: 4, steps: [${steps}], ${mails} }`;

const remarks = (mails: string, steps?: string): string[] =>
  readModel("model.yaml", memoryFiles({ "model.yaml": text(mails, steps) })).diagnostics.map(
    ({ severity, message, hint }) => `${severity}: ${message}${hint === undefined ? "" : ` (${hint})`}`,
  );

describe("a lease", () => {
  const most = "most messages are delivered again while they are worked on";
  it("shorter than the work is warned of", () => {
    expect(remarks("lease: 10ms")).toEqual([
      `warning: the work takes 20ms in the mean without waiting: ${most} (make it longer than the longest work)`,
    ]);
    expect(remarks("lease: 10ms, dedupe: 1h")[0]).toContain("`dedupe` knows only what is done, not what is being done");
    expect(remarks("lease: 1s")).toEqual([]);
  });
});

describe("an option without effect is told so", () => {
  const idle = (option: string, because: string) => `warning: \`${option}\` does nothing here: ${because}`;
  const isOnce = "a message is delivered once; say how often, `attempts: 3`";
  const noLease = "nothing delivers a message again that was done; say `lease: 30s`";
  it.each([
    ["backoff: 5s", [idle("backoff", isOnce)]],
    ["attempts: 3, growth: 2", [idle("growth", "there is no `backoff` that grows")]],
    ["lost-acknowledgements: 1%", [idle("lost-acknowledgements", noLease)]],
    ["late-acknowledgements: accepted", [idle("late-acknowledgements", "there is no `lease` that ends")]],
    ["attempts: 3, backoff: 5s, growth: 2", []],
    ["lease: 30s, lost-acknowledgements: 1%, late-acknowledgements: accepted", []],
  ])("%s", (mails, expected) => expect(remarks(mails)).toEqual(expected));
});

describe("the offered load of the workers", () => {
  const busy = (mails: string, steps: string): number =>
    senseOf(modelOf(text(mails, steps))).loads.find(({ part, resource }) => `${part} ${resource}` === "mails workers")!
      .busy;
  const failing = "{ delay: 20ms }, { fail: 50% }";
  it("counts every attempt", () => {
    expect(busy("", failing)).toBeCloseTo(1.2, 9);
    expect(busy("attempts: 3", failing)).toBeCloseTo(1.2 * 1.75, 9);
    expect(busy("attempts: unlimited", failing)).toBeCloseTo(2.4, 9);
    expect(busy("lease: 1min", failing)).toBeCloseTo(2.4, 9); // It comes again as often as it must.
  });
});
