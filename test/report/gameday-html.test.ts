/** The page of a game day: verdict first, then every fault, the model and the command; and what is left out. */
import { expect, it } from "vitest";
import { gamedayAnswer } from "../../src/report/gameday/answer.js";
import { conditionsOfDay } from "../../src/report/gameday/words.js";
import { gamedayHtml } from "../../src/report/html/gameday-page.js";
import { shopDay } from "../charts/gameday-fixture.js";
import { NASTY } from "./diff-fixture.js";
import { command, parse } from "./page.js";
import { expectSound } from "./sound-page.js";

const files = [{ path: "shop.yaml", text: "version: 1\n" }];
const page = gamedayHtml(shopDay, { command, files });
const document = parse(page);

it("has the verdict first, a row for every fault, and the command last", () => {
  const chapters = [...document.querySelectorAll("main > section")].map(({ id }) => id);
  expect(chapters).toEqual(["verdict", "faults", "model", "again"]);
  expect(document.querySelector("p.verdict")?.textContent).toBe(gamedayAnswer(shopDay).verdict);
  expect(document.querySelectorAll("#t-faults tbody tr")).toHaveLength(shopDay.trials.length);
  expect(document.querySelector("#chart-gameday svg")).not.toBeNull();
  expect(document.querySelector("#again")?.textContent).toContain(command);
});

it("says first what it does not come back from, and what keeps it down", () => {
  const { verdict, why } = gamedayAnswer(shopDay);
  expect(verdict).toBe("“A shop” does not come back by itself from “pay ten times as slow” (1 of 5 faults).");
  expect(why[0]).toBe("It stays down since retries turn 20.0/s calls of pay into 80.0/s.");
  expect(document.querySelector("#verdict")?.textContent).toContain("pay ten times as slow: retries turn 20.0/s calls");
});

it("does not call faults harmless where requests fail without any", () => {
  const dayOf = (share: number) => {
    const lost = { value: share, low: share, high: share };
    const unhurt = { lost, endpoints: [], aside: [], comesBack: true, verdict: "met" as const };
    return gamedayAnswer({ ...shopDay, objectives: [], trials: shopDay.trials.map((each) => ({ ...each, ...unhurt })) })
      .verdict;
  };
  const gone = { lost: { value: 0.3, low: 0.3, high: 0.3 }, comesBack: false };
  const { why, next } = gamedayAnswer(
    { ...shopDay, trials: shopDay.trials.map((each) => ({ ...each, ...gone, mechanism: undefined })) },
    (verb) => verb,
  );
  expect(why[0]).toBe("It loses 30% of the requests or more with each fault, so it may fail without any.");
  expect(next?.command).toBe("run");
  expect(dayOf(0)).toBe("No request of “A shop” is harmed by any of 5 faults.");
  expect(dayOf(1)).toBe(
    "“A shop” loses 100% of the requests or more with each of 5 faults, so it may fail without any.",
  );
});

it("calls no fault harmless where no request came", () => {
  const none = { ...shopDay, simulated: { ...shopDay.simulated, requests: 0 } };
  expect(gamedayAnswer(none).verdict).toMatch(/^No request of “A shop” came in these runs/);
});

it("says what of the model's own happens is left out, and nothing where nothing is", () => {
  expect(conditionsOfDay(shopDay)).toContain("What the model itself says happens is left out: “friday”.");
  expect(conditionsOfDay({ ...shopDay, leftOut: [] })).not.toContain("left out");
});

it("is sound whatever names say, and the same bytes again", () => {
  expectSound(page);
  expect(gamedayHtml(shopDay, { command, files })).toBe(page);
  const trials = shopDay.trials.map((each) => ({ ...each, part: NASTY, words: NASTY, why: NASTY, calledBy: [NASTY] }));
  const named = { ...shopDay, title: NASTY, name: NASTY, objectives: [NASTY], leftOut: [NASTY], trials };
  expectSound(gamedayHtml(named, { command: NASTY, files: [{ path: NASTY, text: NASTY }] }));
});
