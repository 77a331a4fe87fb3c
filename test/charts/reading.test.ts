/** How findings are read before anything is drawn: limits, the bins that matter, rows. */
import { describe, expect, it } from "vitest";
import type { Findings, ObjectiveFindings, ResourceOverTime } from "../../src/analysis/findings/findings.js";
import { askedOfP99, commonLimit, errorLimit } from "../../src/charts/kit/objective.js";
import { binsThatMatter, throughWords, unanswered } from "../../src/charts/kit/spike.js";
import { saturationRows } from "../../src/charts/saturation-over-time/rows.js";
import { semiFinal } from "./stages.js";

const study = semiFinal();
const [first] = study.variants;

describe("the limit on p99", () => {
  const asking = (...objectives: [metric: string, expression: string, limit: number][]): Findings => {
    const written = objectives.map(([metric, expression, limit]): ObjectiveFindings => {
      const unit = metric.startsWith("errors") ? "1" : "ms";
      return { metric, expression, limit, unit, measured: { value: null, low: null, high: null }, verdict: "unknown" };
    });
    return { ...study, variants: [{ ...first, objectives: written }] };
  };

  const latencyLimit = (findings: Findings) => {
    const asked = askedOfP99(findings);
    return asked && { ms: commonLimit(asked), of: asked.of };
  };

  it("is that of all requests, even if an endpoint's is tighter", () =>
    expect(
      latencyLimit(asking(["latency{web.browse}", "p(99) < 200ms", 200], ["latency", "p(99) < 300ms", 300])),
    ).toEqual({ ms: 300, of: null }));
  it("else the tightest of an endpoint, by name", () =>
    expect(
      latencyLimit(asking(["latency{web.a}", "p(99) < 900ms", 900], ["latency{web.b}", "p(99)<=400ms", 400])),
    ).toEqual({ ms: 400, of: "web.b" }));
  it("is not another percentile's, nor a floor", () =>
    expect(
      latencyLimit(
        asking(["latency", "p(95) < 200ms", 200], ["latency", "p(99.9) < 2s", 2_000], ["latency", "p(99) > 1ms", 1]),
      ),
    ).toBeNull());
  it("comes with the share of errors that is asked, or else one in a hundred", () => {
    expect(errorLimit(asking(["errors", "rate < 0.1%", 0.001]).variants[0])).toBe(0.001);
    expect(errorLimit(asking().variants[0])).toBe(0.01);
  });
});

describe("the bins that matter", () => {
  const bins = { ...first.overTime, startMs: 1_000, binMs: 10, offeredLoad: [1, 1, 1, 1, 1] }; // 1000–1050.
  const during = (fromMs: number, toMs: number) =>
    binsThatMatter({ ...study, spike: { fromMs, toMs, label: "x" } }, bins);

  it("are all that the spike touches, and only those", () => {
    expect(during(1_015, 1_035)).toEqual([1, 2, 3]);
    expect(during(1_010, 1_030)).toEqual([1, 2]);
  });
  it("without a spike, those of the window", () =>
    expect(
      binsThatMatter({ ...study, spike: null, window: { ...study.window, fromMs: 1_020, toMs: 9_999 } }, bins),
    ).toEqual([2, 3, 4]));
  it("bins with a p50 are answered, even too few times for a p99", () =>
    expect(unanswered({ p50Ms: [5, null, null, 5], errorRate: [0, 1, null, 0.5] })).toEqual([1]));
  it.each([
    ["sale", "through the sale"],
    ["the final", "through the final"],
    ["Black Friday", "through Black Friday"],
  ])("“%s” reads “%s”", (label, words) =>
    expect(throughWords({ ...study, spike: { fromMs: 0, toMs: 1, label } })).toBe(words),
  );
});

describe("the rows of saturation", () => {
  const series = (part: string, resource: string, most: number | null): ResourceOverTime => ({
    part,
    resource,
    utilisation: most === null ? null : [0.1, most],
    queueLength: [0, 0],
  });
  const having = (...resources: ResourceOverTime[][]): Findings => ({
    ...study,
    variants: resources.map((each) => ({ ...first, overTime: { ...first.overTime, resources: each } })),
  });
  const names = (findings: Findings, most = 9) =>
    saturationRows(findings, most).rows.map(({ part, resource }) => `${part} ${resource}`);

  it("keep the resources of a part together, whichever variant brings them", () =>
    expect(
      names(
        having(
          [series("web", "threads", 0.5), series("db", "cores", 0.5)],
          [series("web", "cores", 0.5), series("db", "cores", 0.7)],
        ),
      ),
    ).toEqual(["web threads", "web cores", "db cores"]));
  it("are none for what has no limit", () => expect(names(having([series("web", "threads", null)]))).toEqual([]));
  it("when there are too many, leave out the idlest and keep the order", () =>
    expect(names(having([series("a", "x", 0.9), series("b", "x", 0.1), series("c", "x", 0.4)]), 2)).toEqual([
      "a x",
      "c x",
    ]));
});
