/** What users saw, counted by hand: two runs of 10 s, in each of which 1,000 came, 600 were answered and 200 failed. */
import { expect, it } from "vitest";
import { endpointFindings } from "../../src/experiment/findings/endpoint-findings.js";
import { withoutUnfinished } from "../../src/experiment/findings/missing-figures.js";
import type { EndpointMeasurement } from "../../src/model/wiring/measurements.js";

const run = (luck: number): EndpointMeasurement =>
  ({
    name: "web.page",
    offered: 1000,
    answered: 600,
    failed: 200,
    failures: [
      { cause: "timed out", part: "db", count: 50 - luck },
      { cause: "refused", part: "web", count: 150 + luck },
    ],
    latencyMs: { sum: 6000, count: 600, max: 10, values: [10], counts: [600] },
    endsThenByBin: [500, 400],
    answersThenByBin: [400, 300],
  }) as unknown as EndpointMeasurement;
const found = endpointFindings([run(-10), run(10)], 10_000);

it("errors are a share of those that ended, and those that have no answer are counted", () => {
  expect(found).toMatchObject({ requests: 2000, unfinished: 400, errorRate: { value: 0.25 } });
  expect(found.errors.map(({ cause, share, perSecond }) => [cause, share.value, perSecond.value])).toEqual([
    ["refused", 0.1875, 15],
    ["timed out", 0.0625, 5],
  ]);
});
it("what arrives, what ends and what is answered well are three rates", () => {
  const { offeredLoad, throughput, goodput } = found;
  expect([offeredLoad, throughput, goodput].map(({ value }) => value)).toEqual([100, 90, 70]);
});

it("a mean has no interval where those without an answer could make more than 1 % of it", () => {
  // 400 of 2,000 have none. The mean is 10 ms, so that 1 % of all the time is 200 ms.
  const mean = (ms: number) => withoutUnfinished(found, { ms, what: "db.read takes" }).latencyMs.mean;
  expect(mean(0.5)).toEqual(found.latencyMs.mean);
  expect(mean(0.51)).toMatchObject({
    value: 10,
    low: null,
    high: null,
    reason: expect.stringMatching(/^400 of 2000 requests had no answer at the end, and db.read takes /),
  });
});
