import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf } from "../../../src/engine/random/moments.js";
import { distribution, numberDistribution } from "../../../src/model/language/values/index.js";
import { scaled } from "../../../src/model/language/values/scaled.js";
import { refusal, underlined } from "./reading.js";

const read = (text: string) => distribution().parse(text);
const exponential = { kind: "exponential", mean: 20 };

describe("distributions add and bend", () => {
  const cases: [string, unknown][] = [
    ["exponential(20ms) + 0.85ms", { kind: "sum", terms: [exponential, { kind: "constant", value: 0.85 }] }],
    ["0.85ms + exponential(20ms)", { kind: "sum", terms: [exponential, { kind: "constant", value: 0.85 }] }],
    ["exponential(20ms)+exponential(20ms)", { kind: "sum", terms: [exponential, exponential] }],
    ["(exponential(20ms) + 1ms) + 1 ms", { kind: "sum", terms: [exponential, { kind: "constant", value: 2 }] }],
    ["exponential(20ms) + 0", exponential],
    ["ceil(exponential(20ms), 1ms)", { kind: "ceil", term: exponential, step: 1 }],
    ["min(exponential(20ms), 1s, 2s)", { kind: "min", terms: [exponential, { kind: "constant", value: 1000 }] }],
    ["max(exponential(20ms) 1ms)", { kind: "max", terms: [exponential, { kind: "constant", value: 1 }] }],
    ["2 * exponential(10ms)", exponential],
    ["exponential(10ms) * 2", exponential],
    ["4 * 0.5 * exponential(10ms)", exponential],
    ["2 * ceil(exponential(10ms), 1ms)", { kind: "ceil", term: exponential, step: 2 }],
    ["2 * (exponential(10ms) + 1ms)", { kind: "sum", terms: [exponential, { kind: "constant", value: 2 }] }],
    ["3ms + 2 * 1ms", { kind: "constant", value: 5 }],
    ["min(3ms, 2ms) + max(1ms, 2ms) + ceil(0.3ms, 0.1ms)", { kind: "constant", value: 4.3 }],
    ["(3ms)", { kind: "constant", value: 3 }],
    ["2 * empirical(1ms, 3ms)", { kind: "empirical", values: [2, 6] }],
    [
      "min(uniform(1ms, 2ms) + ceil(lognormal(mean 4ms, sigma 1), 1ms), 1s)",
      {
        kind: "min",
        terms: [
          {
            kind: "sum",
            terms: [
              { kind: "uniform", min: 1, max: 2 },
              { kind: "ceil", term: { kind: "lognormal", mean: 4, sigma: 1 }, step: 1 },
            ],
          },
          { kind: "constant", value: 1000 },
        ],
      },
    ],
  ];
  it.each(cases)("%s", (text, expected) => expect(read(text)).toEqual(expected));

  it("counts too", () => {
    expect(numberDistribution().parse("1 + geometric(mean 3)")).toEqual({
      kind: "sum",
      terms: [
        { kind: "geometric", mean: 3 },
        { kind: "constant", value: 1 },
      ],
    });
    expect(numberDistribution().parse("2 * 3")).toEqual({ kind: "constant", value: 6 });
  });

  it("a file's name may have any sign, and its values may be multiplied", () => {
    expect(read("empirical(a+b.csv)")).toMatchObject({ kind: "empirical-file", path: "a+b.csv", times: 1 });
    expect(read("2 * empirical('a (1).csv') + 1ms")).toMatchObject({ terms: [{ path: "a (1).csv", times: 2 }, {}] });
  });

  it("an exponent's sign adds nothing", () => expect(read("1e+1ms")).toEqual({ kind: "constant", value: 10 }));
});

describe("mistakes", () => {
  const cases: [string, string, string][] = [
    ["exponential(20ms) + 3", '"3" needs a unit: us, ms, s, min, h, d · did you mean 3ms?', "3"],
    ["exponential(20ms) + fast", expect.stringContaining('found "fast"'), "fast"],
    ["exponential(20ms) +", "something is missing at the end", ""],
    ["min(exponential(20ms)", '")" is missing at the end', ""],
    [
      "min(exponential(20ms))",
      "min takes two values or more · write min(exponential(20ms), 1ms)",
      "min(exponential(20ms))",
    ],
    [
      "ceil(exponential(20ms), 1ms, 2ms)",
      "ceil takes what is rounded up, and to what · write ceil(exponential(20ms), 1ms)",
      "ceil(exponential(20ms), 1ms, 2ms)",
    ],
    [
      "ceil(1ms, exponential(20ms))",
      "ceil rounds up to multiples of one value above 0 · write ceil(exponential(20ms), 1ms)",
      "ceil(1ms, exponential(20ms))",
    ],
    ["exponential(20ms) - 5ms", "nothing can be taken away from a distribution · write a smaller one, or min(…)", "-"],
    ["exponential(20ms) / 2", "a distribution cannot be divided · multiply it, as in 0.5 * exponential(20ms)", "/"],
    [
      "exponential(20ms) * exponential(2ms)",
      "two distributions cannot be multiplied · one side of * is a plain number, as in 2 * exponential(20ms)",
      "exponential(2ms)",
    ],
    ["1ms + lognormal(maen 4ms, p99 20ms)", 'unknown keyword "maen" · did you mean "mean"?', "maen"],
    ["min(exponental(2ms), 1s)", 'unknown distribution "exponental" · did you mean "exponential"?', "exponental"],
    ["exponential(20ms) + (1ms", '")" is missing at the end', ""],
    ["exponential(20ms) + 1ms)", 'unexpected ")"', ")"],
    ["mn(exponential(2ms), 1s)", 'unexpected "(": one distribution cannot stand inside another', "("],
  ];
  it.each(cases)("%s", (text, message, at) => {
    expect(refusal(distribution(), text)).toEqual(message);
    if (at !== "") expect(underlined(distribution(), text)).toBe(at);
  });

  it("a geometric cannot be multiplied", () =>
    expect(refusal(numberDistribution(), "2 * (1 + geometric(mean 3))")).toBe(
      "a geometric draws whole numbers and cannot be multiplied · give it another mean",
    ));
});

it("a product is the draw so many times as large", () => {
  const texts = [
    "exponential(20ms) + 1ms",
    "min(uniform(1ms, 9ms), 7ms)",
    "max(exponential(3ms), 2ms)",
    "ceil(exponential(3ms), 2ms)",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.double({ min: 0.01, max: 100, noNaN: true }), (text, factor) => {
      const spec = read(`${factor} * (${text})`);
      expect(spec).toEqual(scaled(read(text), factor));
      expect(meanOf(spec) / (factor * meanOf(read(text)))).toBeCloseTo(1, 7);
    }),
  );
});
