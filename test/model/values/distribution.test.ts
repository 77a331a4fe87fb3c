import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { DistributionSpec } from "../../../src/engine/distribution-spec.js";
import { distribution, distributionOf, numberDistribution, SIZE } from "../../../src/model/language/values/index.js";
import { refusal, underlined } from "./reading.js";

const read = (text: string | number) => distribution().parse(text);
const Z99 = 2.3263478740408408;

describe("what is written is what is drawn", () => {
  const cases: [string, DistributionSpec][] = [
    ["3ms", { kind: "constant", value: 3 }],
    ["0", { kind: "constant", value: 0 }],
    ["exponential(10ms)", { kind: "exponential", mean: 10 }],
    ["exponential(mean 1s)", { kind: "exponential", mean: 1000 }],
    [" exponential ( 10 ms ) ", { kind: "exponential", mean: 10 }],
    ["lognormal(sigma 0.5, mean 2ms)", { kind: "lognormal", mean: 2, sigma: 0.5 }],
    ["erlang(shape 4, mean 10ms)", { kind: "erlang", shape: 4, mean: 10 }],
    ["erlang(mean 10ms, cv 0.5)", { kind: "erlang", shape: 4, mean: 10 }],
    ["gamma(mean 10ms, cv 2)", { kind: "gamma", shape: 0.25, mean: 10 }],
    ["weibull(shape 0.5, mean 10ms)", { kind: "weibull", shape: 0.5, mean: 10 }],
    ["pareto(shape 2.5, min 1ms, max 10s)", { kind: "pareto", shape: 2.5, min: 1, max: 10_000 }],
    ["pareto(shape 2.5 min 1 min)", { kind: "pareto", shape: 2.5, min: 60_000, max: null }],
    ["pareto(min 1ms, shape 2.5)", { kind: "pareto", shape: 2.5, min: 1, max: null }],
    ["pareto(shape 2, mean 10ms)", { kind: "pareto", shape: 2, min: 5, max: null }],
    ["uniform(1ms, 5ms)", { kind: "uniform", min: 1, max: 5 }],
    ["uniform(max 5ms, min 0)", { kind: "uniform", min: 0, max: 5 }],
    ["empirical(1ms, 2ms, 2ms, 9ms)", { kind: "empirical", values: [1, 2, 2, 9] }],
  ];
  it.each(cases)("%s", (text, expected) => expect(read(text)).toEqual(expected));

  it("commas are optional, since YAML ends a value at one inside { }", () => {
    expect(read("lognormal(mean 4ms p99 20ms)")).toEqual(read("lognormal(mean 4ms, p99 20ms)"));
    expect(read("uniform(1 ms 5 ms)")).toEqual({ kind: "uniform", min: 1, max: 5 });
  });

  it("branches of a hyperexponential", () => {
    const branches = [
      { probability: 0.9, mean: 1 },
      { probability: 0.1, mean: 50 },
    ];
    expect(read("hyperexponential(90% 1ms, 10% 50ms)")).toEqual({ kind: "hyperexponential", branches });
  });

  it("counts", () => {
    expect(numberDistribution().parse(11)).toEqual({ kind: "constant", value: 11 });
    expect(numberDistribution().parse("geometric(mean 15)")).toEqual({ kind: "geometric", mean: 15 });
    expect(distributionOf(SIZE).parse("uniform(1KB, 64KB)")).toEqual({ kind: "uniform", min: 1000, max: 64_000 });
  });

  it("measured values in a file wait for the loader", () => {
    const file = { kind: "empirical-file", path: "times.csv", column: null, unit: null };
    expect(read("empirical(times.csv)")).toMatchObject(file);
    expect(read("empirical(../a/times.csv, unit s, column duration)")).toMatchObject({
      ...file,
      path: "../a/times.csv",
      column: "duration",
      unit: "s",
    });
    expect(read(`empirical("my times.csv" column "took long")`)).toMatchObject({
      path: "my times.csv",
      column: "took long",
    });
  });
});

describe("means, variations and percentiles come back", () => {
  it("lognormal by mean and p99", () => {
    const spec = read("lognormal(mean 4ms, p99 20ms)") as { mean: number; sigma: number };
    expect(spec.mean).toBe(4);
    expect(4 * Math.exp(-(spec.sigma ** 2) / 2 + Z99 * spec.sigma)).toBeCloseTo(20, 10);
    expect(spec.sigma).toBeCloseTo(0.845_463_5, 6); // The smaller of the two roots; the other is 3.807.
    expect(shareBelow(20, spec)).toBeCloseTo(0.99, 6); // By integration, not by the formula above.
  });

  it("lognormal by p50 and p99, as by any two percentiles", () => {
    const spec = read("lognormal(p50 20ms, p99 200ms)") as { mean: number; sigma: number };
    expect(spec.sigma).toBeCloseTo(Math.log(10) / Z99, 12);
    expect(shareBelow(20, spec)).toBeCloseTo(0.5, 6);
    expect(shareBelow(200, spec)).toBeCloseTo(0.99, 6);
    const others = read("lognormal(p99.9 300ms, p90 100ms)") as { mean: number; sigma: number };
    expect(shareBelow(100, others)).toBeCloseTo(0.9, 6);
    expect(shareBelow(300, others)).toBeCloseTo(0.999, 6);
  });

  it("lognormal by mean and p50, by p50 and sigma, and by cv", () => {
    const byMedian = read("lognormal(mean 10ms, p50 5ms)") as { mean: number; sigma: number };
    expect(shareBelow(5, byMedian)).toBeCloseTo(0.5, 6);
    expect(read("lognormal(p50 5ms, sigma 1)")).toEqual({ kind: "lognormal", mean: 5 * Math.exp(0.5), sigma: 1 });
    const { sigma } = read("lognormal(mean 10ms, cv 2)") as { sigma: number };
    expect(Math.expm1(sigma ** 2)).toBeCloseTo(4, 12); // cv² of a lognormal.
  });

  it("exponential by p99", () => {
    const { mean } = read("exponential(p99 46.0517018598809ms)") as { mean: number };
    expect(mean).toBeCloseTo(10, 12);
  });

  it("weibull: shape 0.5 and mean 10 have cv √5, p50 5·ln²2 and p99 5·ln²100", () => {
    const byVariation = read(`weibull(mean 10ms, cv ${Math.sqrt(5)})`) as { shape: number; mean: number };
    expect(byVariation.shape).toBeCloseTo(0.5, 10);
    const [p50, p99] = [5 * Math.log(2) ** 2, 5 * Math.log(100) ** 2];
    const byPercentiles = read(`weibull(p50 ${p50}ms, p99 ${p99}ms)`) as { shape: number; mean: number };
    expect(byPercentiles.shape).toBeCloseTo(0.5, 12);
    expect(byPercentiles.mean).toBeCloseTo(10, 10);
  });

  it("hyperexponential by mean and cv, each branch bringing half of the work", () => {
    const { branches } = read("hyperexponential(mean 10ms, cv 2)") as Extract<
      DistributionSpec,
      { kind: "hyperexponential" }
    >;
    const moment = (k: number) => branches.reduce((sum, { probability, mean }) => sum + probability * mean ** k, 0);
    expect(branches.map((b) => b.probability * b.mean)).toEqual([5, 5]);
    expect(moment(1)).toBeCloseTo(10, 12);
    expect((2 * moment(2)) / 100 - 1).toBeCloseTo(4, 12); // cv².
    expect(branches[0]!.probability).toBeCloseTo((1 + Math.sqrt(3 / 5)) / 2, 12);
  });
});

describe("mistakes", () => {
  const cases: [string, string][] = [
    ["3", '"3" needs a unit: us, ms, s, min, h, d · did you mean 3ms?'],
    ["lognormall(mean 4ms)", 'unknown distribution "lognormall" · did you mean "lognormal"?'],
    [
      "geometric(mean 15ms)",
      'unknown distribution "geometric" · the distributions are exponential, lognormal, erlang, gamma, weibull, hyperexponential, pareto, uniform, empirical',
    ],
    ["fast", 'expected a duration such as 40ms, or a distribution such as exponential(40ms), found "fast"'],
    [
      "exponental",
      'expected a duration such as 40ms, or a distribution such as exponential(40ms), found "exponental" · did you mean "exponential"?',
    ],
    ["exponential", "exponential needs its values · write exponential(10ms) or exponential(p99 50ms)"],
    ["exponential(10ms", '")" is missing at the end'],
    ["exponential(10ms) twice", 'unexpected "twice" after ")"'],
    ["exponential(exponential(1ms))", 'unexpected "(": one distribution cannot stand inside another'],
    ["exponential(10ms, 5ms)", 'unexpected "5ms"'],
    ["exponential(0ms)", "mean must be more than 0, found 0"],
    ["lognormal(maen 4ms, p99 20ms)", 'unknown keyword "maen" · did you mean "mean"?'],
    ["lognormal(mean 4ms, p98 20ms)", 'unknown keyword "p98" · did you mean "p90"?'],
    ["lognormal(mean 4ms, mean 5ms)", '"mean" is given twice'],
    ["lognormal(p99 4ms, mean)", '"mean" needs a value after it'],
    ["lognormal(mean=4ms)", 'a space goes between "mean" and its value · write mean 4ms'],
    ["lognormal(mean 4, p99 20ms)", '"4" needs a unit: us, ms, s, min, h, d · did you mean 4ms?'],
    [
      "lognormal(mean 4ms, p99 100ms)",
      "no lognormal has a p99 25 times its mean: at most 14.97 times, which is 59.87ms",
    ],
    ["lognormal(mean 4ms, p99 3ms)", "the p99 must lie above the mean"],
    ["lognormal(mean 4ms, p50 5ms)", "the p50 of a lognormal lies below its mean"],
    ["lognormal(p50 20ms, p99 10ms)", "the p99 must be more than the p50, found 10ms"],
    [
      "gamma(mean 4ms, shape 1, cv 1)",
      "gamma cannot be given by mean 4ms shape 1 cv 1 · write gamma(mean 10ms, cv 1.4) or gamma(shape 0.5, mean 10ms) or gamma(mean 10ms, p99 60ms)",
    ],
    [
      "erlang(mean 10ms, cv 0.5774)", // A shape of 2.9995 is not 3.
      "no erlang has a cv of 0.5774 · write erlang(shape 3, mean 10ms), whose cv is 0.5774; gamma takes any cv",
    ],
    ["uniform(max 4, min 1ms)", '"4" needs a unit: us, ms, s, min, h, d · did you mean 4ms?'], // Not four minutes.
    [
      "erlang(mean 10ms, cv 0.6)",
      "no erlang has a cv of 0.6 · write erlang(shape 3, mean 10ms), whose cv is 0.5774; gamma takes any cv",
    ],
    ["erlang(shape 1.5, mean 10ms)", "the shape of an erlang is a whole number, found 1.5 · gamma takes any shape"],
    [
      "hyperexponential(mean 10ms, cv 0.5)",
      "no hyperexponential has a cv below 1, found 0.5 · erlang and gamma vary less",
    ],
    ["hyperexponential(90% 1ms, 20% 50ms)", "the shares must add up to 100%, found 110%"],
    ["hyperexponential(90% 1ms, 10%)", "10% of what?"],
    ["pareto(shape 0.9, min 1ms)", "a pareto of shape 0.9 has no finite mean · give it a max, or a shape above 1"],
    ["pareto(shape 2, min 5ms, max 1ms)", "max must be more than min, found 1ms"],
    ["uniform(5ms, 1ms)", "the upper end must be more than the lower, found 1ms"],
    [
      "empirical()",
      "empirical needs measured values · write empirical(1ms, 2ms, 9ms) or empirical(measured.csv, column duration)",
    ],
    ["empirical(a.csv, colum x)", 'unexpected "colum" · after the file come column and unit'],
    ["empirical(a.csv, unit parsec)", 'unknown unit "parsec" · a duration is in us, ms, s, min, h, d'],
  ];
  it.each(cases)("%s", (text, expected) => expect(refusal(distribution(), text)).toBe(expected));

  it("the caret is under the very word", () => {
    expect(underlined(distribution(), "lognormal(maen 4ms, p99 20ms)")).toBe("maen");
    expect(underlined(distribution(), "lognormal(mean 4ms, p99 20sec)")).toBe("sec");
    expect(underlined(distribution(), " lognormall(mean 4ms)")).toBe("lognormall");
    expect(underlined(distribution(), "exponential(mean 0ms)")).toBe("mean");
  });
});

it("editors get a pattern that every example matches and that the reader accepts", () => {
  for (const schema of [distribution(), numberDistribution()]) {
    const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    for (const example of json.examples as string[]) {
      expect(example).toMatch(new RegExp(json.pattern!));
      expect(schema.safeParse(example).error).toBeUndefined();
    }
  }
});

it("no text makes the reader throw, and what it accepts is finite", () => {
  const family = fc.constantFrom(
    "exponential",
    "lognormal",
    "erlang",
    "weibull",
    "gamma",
    "pareto",
    "hyperexponential",
    "uniform",
    "empirical",
  );
  const word = fc.oneof(
    fc.constantFrom(
      "mean",
      "cv",
      "shape",
      "p50",
      "p99",
      "sigma",
      "min",
      "max",
      "column",
      "x.csv",
      "50%",
      "(",
      ")",
      "=",
    ),
    fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => `${value}ms`),
    fc.double({ min: 0, max: 10, noNaN: true }).map(String),
    fc.string({ maxLength: 4 }),
  );
  const text = fc.tuple(family, fc.array(word, { maxLength: 6 })).map(([name, words]) => `${name}(${words.join(" ")})`);
  fc.assert(
    fc.property(text, (written) => {
      const { success, data, error } = distribution().safeParse(written);
      if (!success) return error.issues.every((issue) => issue.message.length > 5);
      return !/Infinity|NaN|"mean":null|"sigma":null/.test(
        JSON.stringify(data, (_, v) => (typeof v === "number" ? String(v) : v)),
      );
    }),
    { numRuns: 2000 },
  );
});

/** P(X < x) of a lognormal, by Simpson's rule on the normal density. */
function shareBelow(x: number, { mean, sigma }: { mean: number; sigma: number }): number {
  const upper = (Math.log(x / mean) + sigma ** 2 / 2) / sigma;
  const steps = 2000;
  const width = (upper + 10) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((-10 + i * width) ** 2) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}
