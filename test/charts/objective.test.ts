/** Whose limit a chart shows, and which. */
import { expect, it } from "vitest";
import type { ObjectiveFindings, Verdict } from "../../src/analysis/findings/findings.js";
import { type Asking, askedOfErrors, askedOfP99, errorLimit, underWords } from "../../src/charts/kit/objective.js";

const asking = (...objectives: readonly [metric: string, expression: string, limit: number, verdict?: Verdict][]) =>
  ({
    objectives: objectives.map(([metric, expression, limit, verdict = "met"]) => ({
      metric,
      expression,
      limit,
      verdict,
    })) as unknown as ObjectiveFindings[],
  }) satisfies Asking;

const browse = (verdict: Verdict) => ["latency{web.browse}", "p(99) < 300ms", 300, verdict] as const;
const order = (verdict: Verdict) => ["latency{web.order}", "p(99) < 500ms", 500, verdict] as const;
const whose = (...variants: readonly Asking[]) => askedOfP99({ variants })?.of;

it("is that of the endpoint that fares worst, in any variant; of those that fare alike, the tightest", () => {
  expect(whose(asking([...order("missed")], [...browse("unknown")]))).toBe("web.order");
  expect(whose(asking([...browse("met")]), asking([...order("unknown")]))).toBe("web.order");
  expect(whose(asking([...order("met")], [...browse("met")]))).toBe("web.browse");
  expect(whose(asking(["errors", "rate < 1%", 0.01]))).toBeUndefined();
});

it("is that of all requests, where they have one", () =>
  expect(whose(asking([...order("missed")], ["latency", "p(99) < 1s", 1000]))).toBeNull());

it("is named where all have the same", () => {
  const words = (...limits: readonly number[]) =>
    underWords(askedOfP99({ variants: limits.map((ms) => asking(["latency", `p(99) < ${ms}ms`, ms])) })!);
  expect(words(300, 300).replaceAll("\u00a0", " ")).toBe("p99 under 300 ms");
  expect(words(300, 500)).toBe("p99 under its limit");
});

it("of errors is the tightest upper one, of those that are asked of the same requests; one in a hundred if none is", () => {
  const variant = asking(
    ["errors", "rate < 5%", 0.05],
    ["errors", "rate < 2%", 0.02],
    ["errors", "rate > 0.1%", 0.001],
    ["errors{web.order}", "rate < 0.5%", 0.005],
  );
  expect([null, "web.order", "web.browse"].map((of) => askedOfErrors(variant, of))).toEqual([0.02, 0.005, null]);
  expect([null, "web.order", "web.browse"].map((of) => errorLimit(variant, of))).toEqual([0.02, 0.005, 0.01]);
});
