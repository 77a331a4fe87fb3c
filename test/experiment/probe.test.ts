/** What a look takes, and when it says nothing. */
import { expect, it } from "vitest";
import { findKnob, withKnob } from "../../src/experiment/plan/knob.js";
import { withRates } from "../../src/model/traffic/load-factor.js";
import { opened, station } from "./ceiling-of.js";

const run = "{ duration: 200ms, warm-up: 0s, replications: 3 }";

it("watches steady traffic for longer, in up to twenty runs, and repeats what changes over time", async () => {
  const steady = opened(station({ objective: "latency: mean < 1s", run }));
  const look = await steady.probe.look(steady.bench.variant.model, 40);
  expect(look).toMatchObject({ replications: 20, windowMs: (3 * 40 * 200) / 20 });
  const traffic = "rate: { base: 300/s, spikes: [{ at: 50ms, rate: 500/s, lasts: 50ms }] }";
  const spike = opened(station({ traffic, objective: "latency: mean < 1s", run }));
  expect(await spike.probe.look(spike.bench.variant.model, 4)).toMatchObject({ replications: 12, windowMs: 200 });
});

it("is longer where a percentile lacks samples", async () => {
  const { bench, probe } = opened(station({ objective: "latency: p(99) < 1s", run })); // 300 requests at first.
  const look = (await probe.look(bench.variant.model))!;
  expect(look.verdict).toBe("met");
  expect((look.replications * look.windowMs * 500) / 1000).toBeGreaterThan(10_000);
});

it("is no proof where it cannot be told whether the system grows, though what was seen is within the limit", async () => {
  const options = { traffic: "rate: 970/s", objective: "latency: p(95) < 5s" };
  const { bench, probe } = opened(
    station({ ...options, run: "{ duration: 6s, warm-up: 0s, replications: 5, seed: 2 }" }),
  );
  const look = (await probe.look(bench.variant.model))!;
  expect(look.findings).toMatchObject({ verdict: "unknown", drift: { verdict: "undecided" } });
  expect(look.findings!.objectives[0]!.measured.high).toBeLessThan(5000);
  expect(look).toMatchObject({ verdict: "unknown", margin: null });
});

it("of a knob is judged by the objectives of the variant, which may be an experiment's", () => {
  const { bench } = opened(station({ objective: "latency: mean < 1s" }));
  const objectives = { latency: ["p(99) < 2s"] };
  const asked = { ...bench, variant: { ...bench.variant, model: { ...bench.variant.model, objectives } } };
  expect(withKnob(asked, findKnob(asked, "web.threads"), 2).objectives).toEqual(objectives);
});

it("of many points at once, each is no longer than can be afforded, however slowly one of them forgets", async () => {
  for (const budget of [50_000, Number.POSITIVE_INFINITY]) {
    const { bench, probe } = opened(
      station({ traffic: "rate: 5/s", service: "exponential(100ms)", objective: "latency: mean < 1s" }).replace(
        /run: .*/,
        "",
      ),
      budget,
    );
    const [, nearby] = await probe.all([
      { model: bench.variant.model },
      { model: withRates(bench.variant.model, 1.998) },
    ]); // 99.9 % busy.
    const requests = nearby!.replications * nearby!.windowMs * 0.01;
    expect(requests).toBeLessThan(budget < 1e6 ? 5_000 : 2_000_000);
  }
});
