import { expect, it } from "vitest";
import { gamedayCaption } from "../../src/charts/gameday/caption.js";
import { gamedayChart } from "../../src/charts/gameday/gameday.js";
import { shopDay } from "./gameday-fixture.js";
import { expectSound } from "./svg.js";

it("is as it was", () => expect(gamedayChart(shopDay)).toMatchFileSnapshot("golden/gameday.svg"));

it("says from what it does not come back and why, else which fault loses most and whether all are over", () => {
  expect(gamedayCaption(shopDay).title).toBe(
    "It does not come back after pay ten times as slow, since retries turn 20.0/s calls of pay into 80.0/s",
  );
  const back = shopDay.trials.map(({ mechanism: _, ...each }) => ({ ...each, comesBack: true }));
  expect(gamedayCaption({ ...shopDay, trials: back }).title).toBe(
    "With web down 100% of the requests are lost, the most of 5 faults; 1 is not seen to be over",
  );
  expect(gamedayCaption({ ...shopDay, trials: back.slice(1) }).title).toMatch(/; it comes back from all$/);
  expect(gamedayCaption({ ...shopDay, trials: [] }).title).toBe("Nothing was broken");
});

it("is sound without faults, and with more than it shows", () => {
  expectSound(gamedayChart({ ...shopDay, trials: [] }));
  const many = Array.from({ length: 60 }, () => shopDay.trials).flat();
  expectSound(gamedayChart({ ...shopDay, trials: many }));
  expect(gamedayChart({ ...shopDay, trials: many })).toContain("Not shown: 260 more faults.");
});
