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

it("the share of an instance is of what that instance can do, not of all of them together", async () => {
  const run = "{ duration: 20s, warm-up: 1s, replications: 2 }";
  const { parts } = await variantOf(station({ threads: "2, instances: 4", objective: "errors: rate < 1%", run }));
  const { utilisation, perInstance } = parts.web!.resources.threads!;
  expect(perInstance).toHaveLength(4);
  expect(perInstance.reduce((sum, share) => sum + share) / 4).toBeCloseTo(utilisation!.value!, 9);
  expect(utilisation!.value).toBeCloseTo(500 / (4 * 2 * 1000), 2); // λ E[S] ÷ 8 threads.
});

it("the busiest resource of a part stands for it", async () => {
  const text = station({ threads: "100, cores: 1", objective: "errors: rate < 1%" }).replace("{ delay:", "{ cpu:");
  const { busiest, utilisation, resources } = (await variantOf(text)).parts.web!;
  expect(busiest).toBe("cores");
  expect(utilisation).toEqual(resources.cores!.utilisation);
});
