/** What cannot gain and is not simulated, from figures by hand. One server: as many wait as it is busy. */
import { describe, expect, it } from "vitest";
import { usualFigure } from "../../src/analysis/figures/parse-figure.js";
import type { VariantFindings } from "../../src/analysis/findings/findings.js";
import type { Subject } from "../../src/experiment/next/gain-metric.js";
import { whyNoGain } from "../../src/experiment/next/prune.js";
import type { Change } from "../../src/model/changes/change.js";
import { station } from "./ceiling-of.js";
import { studyOf } from "./study.js";

const [{ model }] = studyOf({ "model.yaml": station({ objective: "errors: rate < 1%" }) }).variants;
const changing = studyOf({
  "model.yaml": station({
    traffic: "rate: { wave: { mean: 50/s, swing: 20/s, period: 10s } }",
    objective: "errors: rate < 1%",
  }),
}).variants[0].model;

interface Measured {
  readonly busy: number;
  readonly high?: number;
  readonly perInstance?: readonly number[];
  readonly capacity?: number;
  readonly bins?: readonly number[];
  readonly refused?: number;
  readonly more?: Partial<Pick<VariantFindings, "verdict" | "overload">>;
}

function now({ busy, high = busy, perInstance = [busy], capacity = 1, bins = [], refused = 0, more }: Measured) {
  const threads = { capacity, utilisation: { value: busy, low: 0, high }, perInstance, refused: { value: refused } };
  return {
    verdict: "met",
    overload: null,
    all: { errorRate: { value: 0 }, errors: [] },
    parts: { web: { resources: { threads } } },
    overTime: { resources: [{ part: "web", resource: "threads", utilisation: bins }] },
    ...more,
  } as unknown as VariantFindings;
}

const change = (more: Partial<Change> = {}): Change =>
  ({ treats: "too few threads", relieves: [{ part: "web", resource: "threads" }], ...more }) as Change;
const of = (statistic: string): Subject => usualFigure(statistic);
const why = (measured: Measured, statistic = "p99", of_ = model, asked = change()): string | null =>
  whyNoGain(asked, of_, now(measured), of(statistic));

describe("more of what is idle gains nothing", () => {
  it("where fewer wait than half of those beyond the percentile", () => {
    expect(why({ busy: 0.0049 })).toBe("web threads are 0.49% busy and 0.49% would wait: more gains nothing");
    expect(why({ busy: 0.0051 })).toBeNull();
    expect([why({ busy: 0.024 }, "p95"), why({ busy: 0.026 }, "p95")]).toEqual([expect.any(String), null]);
    expect([why({ busy: 0.0049 }, "mean"), why({ busy: 0.0051 }, "mean")]).toEqual([expect.any(String), null]);
  });
  it("by Erlang's formula where there are several", () => {
    expect(why({ busy: 0.2, capacity: 10 })).toContain("would wait"); // C(10, 2) = 0.005 %.
    expect(why({ busy: 0.2, capacity: 10, perInstance: Array(10).fill(0.2) })).toBeNull(); // Ten of one each.
  });
  it("at the upper end of what is measured, at the busiest instance, and at the busiest moment of what changes", () => {
    expect(why({ busy: 0.004, high: 0.006 })).toBeNull();
    expect(why({ busy: 0.004, perInstance: [0.002, 0.006], capacity: 2 })).toBeNull();
    expect(why({ busy: 0.004, bins: [0.001, 0.5] })).not.toBeNull();
    expect(why({ busy: 0.004, bins: [0.001, 0.5] }, "p99", changing)).toBeNull();
  });
  it("not where some are refused", () => expect(why({ busy: 0.004, refused: 0.1 })).toBeNull());
  it("and to wait less for a slow call frees nothing", () =>
    expect(why({ busy: 0.004 }, "p99", model, change({ treats: "missing timeout" }))).toMatch(
      /: there is nothing to free$/,
    ));
});

describe("less of what is needed", () => {
  const less = change({ treats: "more than needed", spares: { part: "web", resource: "threads", left: 0.5 } });
  it("is tried only where it fits into what is left", () => {
    expect(why({ busy: 0.49 }, "p99", model, less)).toBeNull();
    expect(why({ busy: 0.51 }, "p99", model, less)).toBe("web threads are 51% busy: with less there is too little");
    const both = { busy: 0.4, perInstance: [0.2, 0.6], capacity: 2 };
    expect(why(both, "p99", model, less)).toBe("web threads are 60% busy: with less there is too little");
  });
  it("is not tried where there is too little already", () => {
    expect(why({ busy: 0.1, more: { verdict: "missed" } }, "p99", model, less)).toContain("is missed even with");
    const overload = { what: "of requests" } as VariantFindings["overload"];
    expect(why({ busy: 0.1, more: { overload } }, "p99", model, less)).toContain("no steady state even with");
  });
});

it("what acts on failures gains nothing where there are none", () =>
  expect(why({ busy: 0.9 }, "p99", model, change({ needsFailures: true }))).toBe("no request fails"));
