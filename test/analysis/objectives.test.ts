import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/analysis/figures/families.js";
import { inFindings } from "../../src/analysis/figures/figure.js";
import type { Grammar } from "../../src/analysis/figures/parse-figure.js";
import type { EndpointFindings, Estimate, ObjectiveFindings } from "../../src/analysis/findings/findings.js";
import { evaluate as judged } from "../../src/analysis/verdicts/evaluate.js";
import { type Objective, parseObjective } from "../../src/analysis/verdicts/objectives.js";

const MODEL: Grammar = {
  families: FAMILIES,
  names: {
    endpoints: ["web.browse", "web.checkout"],
    moments: [],
    effects: [],
    sources: ["shoppers"],
    parts: new Map([["shop-db", { type: "database", resources: ["cores", "pool"] }]]),
    causes: [{ cause: "pool-timeout", part: "shop-db" }],
  },
};

const parsed = (metric: string, expression: string): Objective => {
  const result = parseObjective(metric, expression, MODEL);
  if ("errors" in result) throw new Error(result.errors.join("\n"));
  return result.objective;
};
const errors = (metric: string, expression: string): readonly string[] => {
  const result = parseObjective(metric, expression, MODEL);
  return "errors" in result ? result.errors : [];
};

describe("what is understood", () => {
  it.each([
    ["latency", "p(99) < 300ms", "p99", "<", 300, "ms"],
    ["latency", "p99<=0.3s", "p99", "<=", 300, "ms"],
    ["latency", "p(99.9) < 2 s", "p999", "<", 2000, "ms"],
    ["latency", "p99.9 < 500us", "p999", "<", 0.5, "ms"],
    ["latency", "mean < 1s", "mean", "<", 1000, "ms"],
    ["latency", "avg<1s", "mean", "<", 1000, "ms"],
    ["latency", "med < 1s", "p50", "<", 1000, "ms"],
    ["latency", "p(50) < 1s", "p50", "<", 1000, "ms"],
    ["latency", "p(95.0) < 1s", "p95", "<", 1000, "ms"],
    ["errors", "rate < 0.1%", "rate", "<", 0.001, "1"],
    ["errors", "rate<0.001", "rate", "<", 0.001, "1"],
    ["errors", "rate < 100%", "rate", "<", 1, "1"],
    ["goodput", "rate > 100/s", "rate", ">", 100, "1/s"],
    ["throughput", "rate >= 6000/min", "rate", ">=", 100, "1/s"],
    ["goodput", "rate >= 7200/h", "rate", ">=", 2, "1/s"],
    ["latency", "p99 < 2min", "p99", "<", 120_000, "ms"],
    ["latency", "p(90) < 1s", "p90", "<", 1000, "ms"],
    ["latency", "p99.5 < 1s", "p99.5", "<", 1000, "ms"],
    ["latency", "max < 1s", "max", "<", 1000, "ms"],
    ["within(500ms)", "rate > 99.5%", "rate", ">", 0.995, "1"],
  ])("%s: %s", (metric, expression, statistic, comparison, limit, unit) => {
    const objective = parsed(metric, expression);
    const family = metric.replace(/\(.*/, "");
    expect(objective).toMatchObject({ metric: family, endpoint: null, statistic, comparison, unit, expression });
    expect(objective.limit).toBeCloseTo(limit, 12);
  });

  it.each([
    ["errors{shop-db by pool-timeout}", "rate < 1%", "errors of shop-db by pool-timeout"],
    ["wait{shop-db pool}", "p(99) < 20ms", "wait p99 of shop-db pool"],
    ["utilisation{shop-db cores}", "mean < 80%", "utilisation of shop-db cores"],
    ["latency{traffic shoppers}", "p90 < 1s", "p90 of traffic shoppers"],
    ["within(0.5s){web.browse}", "rate > 99%", "within(500ms) of web.browse"],
    ["recovery", "time < 2min", "recovery"],
    ["calls{shop-db}", "count < 3", "calls of shop-db"],
  ])("%s is %s: %s", (metric, expression, name) => expect(parsed(metric, expression).figure.name).toBe(name));

  it("an endpoint", () => expect(parsed(" latency{ web.browse } ", "p99 < 1s").endpoint).toBe("web.browse"));
});

describe("what is not, is an error and never a pass", () => {
  it.each([
    ["latancy", "p99 < 1s", 'no metric "latancy": did you mean latency?'],
    ["late of mails", "rate < 1%", 'no metric "late of mails": write late{mails}'],
    ["http_req_duration", "p(99) < 300ms", `no metric "http_req_duration" (k6's http_req_duration is latency here)`],
    ["p99", "200ms, errors < 0.1%", '"p99" is a percentile of latency: write latency: [p(99) < 200ms]'],
    ["latency{web.brows}", "p99 < 1s", 'no endpoint "web.brows": did you mean web.browse?'],
    ["latency{", "p99 < 1s", '"latency{" is not a metric: write latency or latency{web.browse}'],
    ["latency", "p(100) < 1s", 'latency has no "p(100)"; there is mean, max and every percentile, as p99'],
    ["latency", "mdian < 1s", 'latency has no "mdian"; there is mean, max and every percentile, as p99'],
    ["utilisation{shop-db cores}", "p99 < 80%", 'utilisation has no "p99"; there is mean and max'],
    ["wait{shop-db pol}", "p99 < 1s", "shop-db has no pol: did you mean pool?"],
    ["wait", "p99 < 1s", "say of what: `wait of shop-db cores`"],
    ["hits{redis}", "rate > 1%", expect.stringMatching(/^no metric "hits"/)],
    ["cost{shop-db}", "count < 9", "cost is of a whole variant: write cost"],
    ["within", "rate > 99%", "within takes what counts as in time: write within(500ms)"],
    [
      "errors{shop-db by pool-timeot}",
      "rate < 1%",
      'shop-db gives no errors by "pool-timeot": did you mean pool-timeout?',
    ],
    ["latency{by timeout}", "p99 < 1s", expect.stringMatching(/^there is no "by timeout"/)],
    ["errors", "rate < 5", '"5" is more than all: write it as rate < 0.1%'],
    ["latency", "rate < 1s", 'latency has no "rate"; there is mean, max and every percentile, as p99'],
    ["errors", "p99 < 1%", 'errors has no "p99"; there is rate'],
    ["latency", "p99 < 300", "300 has no unit: write it as p(99) < 300ms"],
    ["latency", "p99 < 3%", 'latency is not measured in "%": write it as p(99) < 300ms'],
    ["latency", "p99 == 3ms", '"p99 == 3ms" is not an objective: write it as p(99) < 300ms'],
    ["latency", "p99 < 1.2.3ms", '"1.2.3" cannot be a limit: write it as p(99) < 300ms'],
    ["latency", "p99 < -3ms", '"-3" cannot be a limit: write it as p(99) < 300ms'],
    [
      "toString",
      "p99 < 1s",
      expect.stringMatching(/^no metric "toString"; there is latency, errors, degraded, within, goodput/),
    ],
  ])("%s: %s", (metric, expression, message) => expect(errors(metric, expression)).toEqual([message]));

  it("says all mistakes at once", () => expect(errors("latency{web.brwse}", "p(0) < 3%")).toHaveLength(3));
});

/** By what the findings hold. */
function evaluate(
  objective: Objective,
  endpoints: Readonly<Record<string, EndpointFindings>>,
  all: EndpointFindings,
): ObjectiveFindings {
  const measured = inFindings(objective.figure, { all, endpoints, parts: {}, recovery: null });
  return judged(objective, measured as Estimate, objective.endpoint === null ? all : endpoints[objective.endpoint]!);
}

describe("held against findings", () => {
  const near = (value: number): Estimate => ({ value, low: value * 0.9, high: value * 1.1 });
  const endpoint = (latency: number, changes: Partial<EndpointFindings> = {}): EndpointFindings => ({
    requests: 10_000,
    unfinished: 0,
    offeredLoad: near(100),
    throughput: near(99),
    goodput: near(98),
    latencyMs: { mean: near(latency), p50: near(latency), p95: near(latency), p99: near(latency), p999: near(latency) },
    errorRate: near(0.01),
    errors: [],
    ...changes,
  });

  it("takes its own endpoint, or all", () => {
    const endpoints = { "web.browse": endpoint(50) };
    expect(evaluate(parsed("latency{web.browse}", "p99 < 100ms"), endpoints, endpoint(200))).toEqual({
      metric: "latency{web.browse}",
      expression: "p99 < 100ms",
      measured: near(50),
      limit: 100,
      unit: "ms",
      verdict: "met",
    });
    expect(evaluate(parsed("latency", "p99 < 100ms"), endpoints, endpoint(200)).verdict).toBe("missed");
    expect(evaluate(parsed("errors", "rate < 2%"), endpoints, endpoint(1)).verdict).toBe("met");
    expect(evaluate(parsed("goodput", "rate > 100/s"), endpoints, endpoint(1)).verdict).toBe("unknown");
    expect(evaluate(parsed("throughput", "rate > 50/s"), endpoints, endpoint(1)).verdict).toBe("met");
  });

  it("an endpoint that was not measured is in no findings", () =>
    expect(
      inFindings(parsed("latency{web.checkout}", "p99 < 1s").figure, {
        all: endpoint(1),
        endpoints: {},
        parts: {},
        recovery: null,
      }),
    ).toBeNull());

  it("unfinished requests make a met tail unknown, and leave a missed one missed", () => {
    const some = { unfinished: 11 }; // 0.11 %, and p99 bears 0.1 %.
    const held = evaluate(parsed("latency", "p99 < 1s"), {}, endpoint(1, some));
    expect([held.verdict, held.measured.reason]).toEqual(["unknown", "11 of 10000 requests had no answer at the end"]);
    expect(evaluate(parsed("latency", "p50 < 1s"), {}, endpoint(1, some)).verdict).toBe("met");
    expect(evaluate(parsed("latency", "p50 < 1s"), {}, endpoint(1, { unfinished: 501 })).verdict).toBe("unknown");
    expect(evaluate(parsed("latency", "mean < 1s"), {}, endpoint(1, some)).verdict).toBe("unknown");
    expect(evaluate(parsed("latency", "p99 < 1s"), {}, endpoint(5000, some)).verdict).toBe("missed");
    expect(evaluate(parsed("errors", "rate < 5%"), {}, endpoint(1, some)).verdict).toBe("met");
  });

  it("of what is to be slow, they make what is met no less so, and what is missed unknown", () => {
    const slowerThan = (limit: string) =>
      evaluate(parsed("latency", `p99 > ${limit}`), {}, endpoint(500, { unfinished: 11 })).verdict;
    expect([slowerThan("100ms"), slowerThan("1s")]).toEqual(["met", "unknown"]);
  });

  it("unfinished requests may become errors or not: neither may turn the verdict", () => {
    const errors = (limit: string, errorRate: Estimate, unfinished: number) =>
      evaluate(parsed("errors", `rate < ${limit}`), {}, endpoint(1, { errorRate, unfinished }));
    const none = { value: 0, low: 0, high: 0.0003 };
    const held = errors("1%", none, 4000); // Of those that ended none failed, and 40 % did not end.
    expect([held.verdict, held.measured]).toEqual([
      "unknown",
      { ...none, reason: "4000 of 10000 requests had no answer at the end" },
    ]);
    expect(errors("1%", none, 96).verdict).toBe("met"); // 0.96 % + 0.03 % of 99.04 %
    expect(errors("1%", none, 98).verdict).toBe("unknown");
    expect(errors("1%", near(0.012), 10).verdict).toBe("missed");
    expect(errors("1%", near(0.012), 1000).verdict).toBe("unknown"); // 1.08 % of 90 % are less than 1 % of all.
    expect(evaluate(parsed("errors", "rate > 1%"), {}, endpoint(1, { errorRate: none, unfinished: 200 })).verdict).toBe(
      "unknown",
    );
  });
});
