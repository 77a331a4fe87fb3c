import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as values from "../../../src/model/language/values/index.js";
import { refusal, underlined } from "./reading.js";

const { count, countOrUnlimited, duration, durationOrNone, number, percent, rate, size } = values;

describe("a value with a unit is read into the unit of memory", () => {
  const cases: [string, z.ZodType<number>, string | number, number][] = [
    ["ms", duration(), "40ms", 40],
    ["s", duration(), "1.5s", 1500],
    ["min", duration(), "2min", 120_000],
    ["h", duration(), "1h", 3_600_000],
    ["d", duration(), "1d", 86_400_000],
    ["us", duration(), "250us", 0.25],
    ["micro sign", duration(), "250\u00b5s", 0.25],
    ["Greek mu", duration(), "250\u03bcs", 0.25],
    ["a space", duration(), " 40 ms ", 40],
    ["zero", duration(), 0, 0],
    ["zero as text", duration(), "0", 0],
    ["thousands", duration(), "1_000ms", 1000],
    ["/s", rate(), "800/s", 800],
    ["/min", rate(), "48/min", 0.8],
    ["/h", rate(), "100/h", 100 / 3600],
    ["k/s", rate(), "1.5k/s", 1500],
    ["%", percent(), "90%", 0.9],
    ["7% exactly", percent(), "7%", 0.07],
    ["over 100%", percent({ max: 3 }), "250%", 2.5],
    ["KB", size(), "64KB", 64_000],
    ["MB", size(), "1MB", 1_000_000],
    ["B", size(), "512B", 512],
    ["KiB", size(), "1KiB", 1024],
    ["number", number(), 2.5, 2.5],
    ["count", count(), 4, 4],
    ["count as text", count(), "4", 4],
    ["negative count", count({ min: -5 }), -3, -3],
    ["none", durationOrNone(), "none", Number.POSITIVE_INFINITY],
    ["unlimited", durationOrNone(), "unlimited", Number.POSITIVE_INFINITY],
    ["a duration or none", durationOrNone(), "2s", 2000],
    ["unlimited count", countOrUnlimited(), "unlimited", Number.POSITIVE_INFINITY],
  ];
  it.each(cases)("%s", (_, schema, input, expected) => expect(schema.parse(input)).toBe(expected));
});

describe("a mistake is said in words, with what was meant", () => {
  const cases: [z.ZodType, unknown, string][] = [
    [duration(), 40, '"40" needs a unit: us, ms, s, min, h, d · did you mean 40ms?'],
    [duration(), "10 sec", 'unknown unit "sec" · did you mean 10s?'],
    [duration(), "10msec", 'unknown unit "msec" · did you mean 10ms?'],
    [duration(), "5m", 'unknown unit "m" · did you mean 5min?'],
    [duration(), "5MS", 'unknown unit "MS" · did you mean 5ms?'],
    [duration(), "5 parsecs", 'unknown unit "parsecs" · a duration ends in us, ms, s, min, h, d'],
    [duration(), "1h30min", 'write one number and one unit, not "1h30min"'],
    [duration(), "1,000ms", 'write the number without ","'],
    [duration(), "-5ms", 'a duration cannot be negative, found "-5ms"'],
    [duration(), "soon", 'expected a duration such as 40ms, found "soon"'],
    [duration(), "1e999s", 'a duration cannot be as large as "1e999s"'],
    [duration(), [], "expected a duration such as 40ms, found an empty list"],
    [duration(), true, "expected a duration such as 40ms, found true"],
    [duration({ above: 0 }), "0ms", "must be more than 0ms, found 0ms"],
    [duration({ min: 5, max: 10 }), "1ms", "must be at least 5ms, found 1ms"],
    [durationOrNone(), {}, "expected a duration such as 40ms, none or unlimited, found a map"],
    [rate(), "800rps", 'unknown unit "rps" · did you mean 800/s?'],
    [rate(), 800, '"800" needs a unit: /s, /min, /h, /d · did you mean 800/s?'],
    [percent(), 0.9, '"0.9" needs a unit: % · did you mean 90%?'],
    [percent(), 90, '"90" needs a unit: % · did you mean 90%?'],
    [percent(), "101%", "must be at most 100%, found 101%"],
    [percent({ min: 0.5 }), "10%", "must be at least 50%, found 10%"],
    [values.countOrSize(), "5000 keys", 'a number of keys has no unit, found "5000 keys" · did you mean 5000?'],
    [size(), "64kb", 'unknown unit "kb" · did you mean 64KB?'],
    [number(), "2x", '"x" after the number: it takes no unit'],
    [count(), 2.5, "must be a whole number, found 2.5"],
    [count(), -1, "must be at least 0, found -1"],
    [count({ min: 1, max: 8 }), 9, "must be at most 8, found 9"],
    [count(), "four", 'expected a whole number such as 4, found "four"'],
    [countOrUnlimited(), "infinite", 'expected a whole number such as 4 or unlimited, found "infinite"'],
  ];
  it.each(cases)("%#: %s", (schema, input, expected) => expect(refusal(schema, input)).toBe(expected));

  it("points at the unit", () => expect(underlined(duration(), " 10 sec")).toBe("sec"));
});

it("a duration is written in the largest unit that says it exactly", () => {
  const written = [0, 0.25, 40, 1500, 90_000, 100_000, 3_600_000, 1234.5678, 1e-6, Number.POSITIVE_INFINITY];
  expect(written.map(values.writeDuration)).toEqual([
    "0ms",
    "250us",
    "40ms",
    "1.5s",
    "1.5min",
    "100s",
    "1h",
    "1.235s",
    "0.001us",
    "unlimited",
  ]);
});

describe("editors", () => {
  const schemas = { duration, durationOrNone, rate, percent, size, number, count, countOrUnlimited };

  it.each(Object.entries(schemas))("%s renders with a pattern that its examples match", (_, schema) => {
    const json = z.toJSONSchema(schema(), { io: "input", unrepresentable: "any" });
    expect(json.description).toBeTruthy();
    expect(json.examples!.length).toBeGreaterThan(0);
    for (const example of json.examples!) {
      expect(String(example)).toMatch(new RegExp(json.pattern!));
      expect(schema().safeParse(example).success).toBe(true);
    }
  });

  it.each(Object.entries(schemas))("%s accepts all that its pattern accepts", (_, schema) => {
    const { pattern } = z.toJSONSchema(schema(), { io: "input", unrepresentable: "any" });
    const generous = schema === percent ? percent({ max: Number.POSITIVE_INFINITY }) : schema();
    const text = fc.stringMatching(new RegExp(pattern!)).filter((t) => t.length < 15);
    fc.assert(fc.property(text, (t) => generous.safeParse(t).success));
  });

  it("shows the limits", () => {
    expect(z.toJSONSchema(count({ min: 1, max: 8 }), { io: "input" })).toMatchObject({ minimum: 1, maximum: 8 });
    expect(z.toJSONSchema(percent({ min: 0.5 }), { io: "input" }).description).toBe(
      "A percentage, at least 50%, at most 100%",
    );
  });
});

it("no text makes a schema throw, and every refusal has words", () => {
  const schemas = [duration(), durationOrNone(), rate(), percent(), size(), number(), count(), countOrUnlimited()];
  const text = fc.oneof(fc.string(), fc.stringMatching(/^-?[\d.,_e]{0,6} ?[a-zA-Zµ%/]{0,6}$/), fc.anything());
  fc.assert(
    fc.property(text, fc.constantFrom(...schemas), (input, schema) => {
      const { success, data, error } = schema.safeParse(input);
      if (success) expect(data).toBeGreaterThanOrEqual(0);
      else expect(error.issues.every((issue) => issue.message.length > 5)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

describe("a duration that is no distribution says why", () => {
  it.each(["exponential(20ms)", "min(1s, 2s)", "20ms + 1ms"])("%s", (text) => {
    const timeout = duration({ above: 0, fixed: "a timeout is the same for every call" });
    expect(refusal(timeout, text)).toBe(
      "expected one duration, not a distribution · a timeout is the same for every call",
    );
  });
});
