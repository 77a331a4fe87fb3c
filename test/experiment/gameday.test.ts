/** Every hop in turn broken: who suffers, by how much, when it is back, and what a fallback is worth. */
import { expect, it } from "vitest";
import type { TrialFindings } from "../../src/analysis/findings/gameday-findings.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { gameday } from "../../src/experiment/gameday/gameday.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { gamedayAnswer } from "../../src/report/gameday/answer.js";
import { gamedayMarkdown } from "../../src/report/gameday/markdown.js";
import { gamedayTerminal } from "../../src/report/gameday/terminal.js";
import { columns } from "../../src/text/width.js";

const shop = (call: string, more = "") => `
version: 1
traffic:
  readers: { rate: 60/s, to: web.page }
  buyers: { rate: 20/s, to: web.order }
parts:
  web:
    type: service
    endpoints:
      page: [{ delay: exponential(5ms) }]
      order: [{ delay: exponential(5ms) }, { ${call} }]
  pay: { type: service, threads: 10, endpoints: { charge: [{ delay: exponential(100ms) }] } }
  ${more}
objectives: { errors: [rate < 1%] }
run: { warm-up: 5s, replications: 3 }`;

async function dayOf(text: string) {
  const { study } = openStudy("shop.yaml", memoryFiles({ "shop.yaml": text }), {});
  return gameday(study!, 10_000, threads(1), () => {});
}
const trial = (trials: readonly TrialFindings[], part: string, fault: string, withoutFallback = false) =>
  trials.find((each) => each.part === part && each.fault === fault && each.withoutFallback === withoutFallback)!;

it("loses what asks the part that is down, and nothing else", async () => {
  const { trials, verdict } = await dayOf(shop("call: pay.charge"));
  const down = trial(trials, "pay", "down");
  expect(down).toMatchObject({
    fallback: "none",
    why: "instance-down at pay",
    comesBack: true,
    calledBy: ["web.order"],
  });
  expect(down.endpoints.map(({ endpoint }) => endpoint)).toEqual(["web.order"]);
  expect(down.endpoints[0]!.lost.value).toBeCloseTo(1, 6);
  expect(down.lost.value).toBeGreaterThan(0.2); // A quarter of the requests are orders.
  expect(down.lost.value).toBeLessThan(0.3);
  const half = trial(trials, "pay", "fails").endpoints[0]!.lost;
  expect(half.low!).toBeLessThan(0.5);
  expect(half.high!).toBeGreaterThan(0.5);
  expect(trial(trials, "web", "down").fallback).toBe("entry");
  expect(trials.at(-1)!.fallback).toBe("entry"); // Hops without a fallback first.
  expect(verdict).toBe("missed");
});

it("loses and throttles what it is asked, from all who ask", async () => {
  const { trials } = await dayOf(shop("call: pay.charge, deadline: 1s"));
  const lost = trial(trials, "pay", "lossy").endpoints[0]!.lost;
  expect(lost.low!).toBeLessThan(0.2);
  expect(lost.high!).toBeGreaterThan(0.2);
  const throttled = trial(trials, "pay", "throttled");
  expect(throttled.why).toBe("throttled at pay");
  expect(throttled.endpoints[0]!.lost.value).toBeGreaterThan(0.3); // Half, but for a second's worth at first.
  expect(throttled.endpoints[0]!.lost.value).toBeLessThan(0.6);
  expect(
    trial(trials, "web", "lossy")
      .endpoints.map(({ endpoint }) => endpoint)
      .toSorted(),
  ).toEqual(["web.order", "web.page"]);
});

it("takes a miss for the fallback of a cache", async () => {
  const seen = "seen: { type: cache, hit: 90% }";
  const { trials } = await dayOf(shop("get: seen, timeout: 100ms, miss: [{ call: pay.charge }]", seen));
  expect([...new Set(trials.filter(({ part }) => part === "seen").map(({ fallback }) => fallback))]).toEqual([
    "written",
  ]);
  expect(trial(trials, "seen", "down").endpoints.some(({ lost }) => lost.value! > 0.01)).toBe(false);
});

it("tells what a fallback is worth: with it and without", async () => {
  const { trials } = await dayOf(shop("call: pay.charge, timeout: 300ms, fallback: [{ publish: later }]", LATER));
  const [with_, without] = [trial(trials, "pay", "down"), trial(trials, "pay", "down", true)];
  expect([with_.fallback, with_.endpoints]).toEqual(["written", []]);
  expect(without.endpoints[0]!.lost.value).toBeCloseTo(1, 6);
  expect(trial(trials, "later", "slow").fallback).toBe("not needed");
});
const LATER = "later: { type: work-queue, workers: 4, steps: [{ delay: 10ms }] }";

it("finds the fault from which it does not come back", async () => {
  const { trials } = await dayOf(shop("call: pay.charge, timeout: 500ms, retry: { attempts: 6, backoff: 10ms }"));
  expect(trial(trials, "pay", "slow")).toMatchObject({ comesBack: false, mechanism: { retries: { part: "pay" } } });
  expect(trial(trials, "pay", "down").comesBack).toBe(true); // Refused at once, nothing piles up.
});

it("does not say that objectives are met where they are undecided", async () => {
  const day = await dayOf(shop("call: pay.charge"));
  const told = (verdict: "met" | "unknown") =>
    gamedayAnswer({
      ...day,
      trials: day.trials.map((each, i) => ({ ...each, verdict: i === 0 ? verdict : "met" })),
    }).why.join(" ");
  expect(told("met")).toContain("No fault makes it miss an objective.");
  expect(told("unknown")).toContain(`Whether its objectives hold is undecided with 1 of ${day.trials.length} faults.`);
});

it("does not judge an objective of another moment by the fault", async () => {
  const text = shop("call: pay.charge")
    .replace("errors: [rate < 1%]", '"recovery{stall}": [time < 1h]')
    .concat("\ntimeline: { stall: { at: 20s, for: 2s, slow: pay, by: 3 } }");
  const { trials, leftOut } = await dayOf(text);
  expect(trials.map(({ verdict }) => verdict)).not.toContain("met");
  expect(leftOut).toEqual(["stall"]);
});

it("is the same for the same seed, fits 80 columns, and ends with what matters", async () => {
  const [one, other] = [await dayOf(shop("call: pay.charge")), await dayOf(shop("call: pay.charge"))];
  expect(one).toEqual(other);
  const lines = gamedayTerminal(one, { colour: false, width: 80, verbose: true }).trimEnd().split("\n");
  for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(80);
  expect(lines.slice(-3).join(" ")).toContain("“pay down”, which loses");
  expect(gamedayMarkdown(one)).toContain("| pay | down |");
});

const mailing = (queue: string, effects = "") => `
version: 1
traffic: { users: { rate: 20/s, to: web.order } }
parts:
  web: { type: service, endpoints: { order: [{ delay: exponential(5ms) }, { publish: mails }] } }
  mails: { type: work-queue, workers: 2, ${queue} }
  mailer: { type: service, threads: 10, endpoints: { send: [{ delay: exponential(60ms) }] } }
${effects}
run: { warm-up: 5s, replications: 3 }`;
const EFFECTS = "effects: { mailed: { for: web.order, within: 2s } }";

it("finds what a fault does to effects where no request shows it: lost without another attempt, late with some", async () => {
  const once = await dayOf(mailing("steps: [{ call: mailer.send }, { effect: mailed }]", EFFECTS));
  const down = trial(once.trials, "mailer", "down");
  expect(down.endpoints).toEqual([]);
  expect(down.aside[0]).toMatchObject({ name: "mailed", sort: "effect" });
  expect(down.aside[0]!.lost.value).toBeGreaterThan(0.98);
  expect(gamedayAnswer(once).why.join(" ")).toMatch(
    /Requests do not show “mailer down”, but what happens behind them suffers/,
  );
  const terminal = gamedayTerminal(once, { colour: false, width: 80, verbose: true });
  for (const line of terminal.split("\n")) expect(columns(line)).toBeLessThanOrEqual(80);
  expect(terminal.replace(/\s+/g, " ")).toMatch(/effect mailed: .*lost/);
  expect(gamedayMarkdown(once)).toContain("effect mailed: ");
  const again = await dayOf(
    mailing("attempts: 20, backoff: 2s, steps: [{ call: mailer.send }, { effect: mailed }]", EFFECTS),
  );
  const late = trial(again.trials, "mailer", "down").aside.find(({ sort }) => sort === "effect")!;
  expect(late.lost.value).toBeLessThan(0.01);
  expect(late.late.value).toBeGreaterThan(0.5);
});

it("finds it by the queue where no effect is declared, and watches until a busy queue has drained", async () => {
  const { trials, window, fault } = await dayOf(mailing("steps: [{ call: mailer.send }]"));
  const [queue] = trial(trials, "mailer", "slow").aside;
  expect(queue).toMatchObject({ name: "mails", sort: "queue" });
  expect(queue!.slowestMs!).toBeGreaterThan(5 * queue!.usualMs!);
  // Two workers, 60% busy: 1 + 0.6 ÷ 0.4, and a whole number of times.
  expect((window.toMs - fault.toMs) / (fault.toMs - fault.fromMs)).toBeCloseTo(3, 6);
  expect(trial(trials, "web", "down").aside).toEqual([]);
});
