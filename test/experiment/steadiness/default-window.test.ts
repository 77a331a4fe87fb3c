/** The window that is found when none is given: by what the slowest model remembers, as far as it can be afforded. */
import { describe, expect, it } from "vitest";
import type { Study } from "../../../src/experiment/plan/study.js";
import { defaultWindow } from "../../../src/experiment/precision/default-window.js";
import { planEndMs, unfinishedPlan } from "../../../src/experiment/precision/plan-end.js";
import { modelOf } from "../../simulate.js";

const model = (rate: string, time: string) =>
  modelOf(`version: 1
traffic: { u: { rate: ${rate}, to: w.page } }
parts: { w: { type: service, endpoints: { page: [{ delay: "${time}" }] } } }
`);
const QUICK = model("10/s", "exponential(1ms)");

describe("of steady traffic", () => {
  it("is a minute where little is remembered, and 150 times what is, over all replications, where much is", () => {
    expect(defaultWindow([QUICK], {}, 8)).toEqual({ warmUpMs: 10_000, durationMs: 60_000 });
    const slow = model("10/s", "exponential(30s)");
    expect(defaultWindow([slow], {}, 8)).toEqual({ warmUpMs: 90_000, durationMs: 570_000 }); // 562.5 s, legible.
    expect(defaultWindow([QUICK, slow], {}, 8)).toEqual(defaultWindow([slow, QUICK], {}, 8));
    expect(defaultWindow([QUICK, slow], {}, 8).durationMs).toBe(570_000);
    expect(defaultWindow([slow], { warmUpMs: 1000 }, 8)).toEqual({ warmUpMs: 1000, durationMs: 570_000 });
  });
  it("is as long as two million requests in all replications allow, if that shows anything", () => {
    const busy = model("1000/s", "exponential(30s)"); // 250 s each, with the warm-up.
    expect(defaultWindow([busy], {}, 8)).toEqual({ warmUpMs: 90_000, durationMs: 160_000 });
    expect(defaultWindow([model("9000/s", "exponential(30s)")], {}, 8)).toEqual({
      warmUpMs: 10_000,
      durationMs: 60_000,
    });
  });
});

describe("of traffic that changes", () => {
  const spike = model("{ base: 1/s, spikes: [{ at: 5min, rate: 2/s, lasts: 1min, fall: 20s }] }", "1ms");
  it("lasts for a minute after the last change", () => {
    expect(planEndMs(spike)).toBe(380_000);
    expect(defaultWindow([spike], {}, 8)).toEqual({ warmUpMs: 10_000, durationMs: 430_000 });
    expect(defaultWindow([spike], { warmUpMs: 0 }, 8)).toEqual({ warmUpMs: 0, durationMs: 440_000 });
  });
  it("is too short if it ends before that, the warm-up counted", () => {
    const ends = (warmUpMs: number, durationMs: number) =>
      unfinishedPlan({ warmUpMs, durationMs } as Study, spike)?.reason ?? null;
    expect(ends(80_000, 300_000)).toBeNull();
    expect(ends(79_000, 300_000)).toBe("the window ends after 379s, and the model's traffic changes until 380s");
    expect(unfinishedPlan({ warmUpMs: 0, durationMs: 1 } as Study, QUICK)).toBeNull();
  });
});
