/** What is said of a part lies within what is possible, however few the runs. */
import { expect, it } from "vitest";
import { station } from "./ceiling-of.js";
import { variantOf } from "./study.js";

it("no interval of a utilisation reaches beyond all of it", async () => {
  const run = "{ duration: 300ms, warm-up: 0s, replications: 2 }";
  const { parts } = await variantOf(station({ traffic: "rate: 900/s", objective: "errors: rate < 1%", run }));
  const { value, low, high } = parts.web!.resources.threads!.utilisation!;
  expect(high).toBe(1); // Two short runs tell little.
  expect(low! + 1).toBeLessThan(2 * value!);
});
