import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findingsSchema } from "../../src/analysis/findings/findings.js";
import { documentSchema, toJson } from "../../src/report/kit/json.js";
import { findings } from "../charts/arbitrary.js";
import { semiFinal } from "../charts/stages.js";

const study = semiFinal();
const fromJson = (text: string) => findingsSchema.parse(JSON.parse(text));

it("a result reads back as it was written, and writes the same bytes again", () => {
  const text = toJson(study);
  expect(toJson(fromJson(text))).toBe(text);
  expect(fromJson(text)).toEqual(JSON.parse(text));
  expect(text.endsWith("}\n")).toBe(true);
});

it("the same findings give the same bytes, in whatever order they were put together", () => {
  const reversed = (value: object): object => Object.fromEntries(Object.entries(value).reverse());
  const other = { ...reversed(study), variants: study.variants.map(reversed) } as unknown as typeof study;
  expect(Object.keys(other)[0]).not.toBe("formatVersion");
  expect(toJson(other)).toBe(toJson(study));
});

it("parts stay in the order of the model", () => {
  const back = fromJson(toJson(study));
  expect(Object.keys(back.variants[6].parts)).toEqual([
    "balancer",
    "web",
    "catalogue",
    "shop-db",
    "replicas",
    "order-workers",
  ]);
});

it("keeps six digits, and every digit of a count", () => {
  const [variant] = study.variants;
  const back = fromJson(
    toJson({ ...study, variants: [{ ...variant, inSystem: { value: 1 / 3, low: 1e-12 / 3, high: 123_456_789 } }] }),
  );
  expect(back.variants[0].inSystem).toEqual({ value: 0.333333, low: 3.33333e-13, high: 123_456_789 });
});

it("is short enough to keep: bins of a curve share a line", () =>
  expect(toJson(study).split("\n").length).toBeLessThan(3_000));

it("refuses what would be null or nonsense in the file, and says where", () => {
  const broken = structuredClone(study) as unknown as { variants: { overTime: { goodput: number[] } }[] };
  broken.variants[2].overTime.goodput[7] = Number.NaN;
  expect(() => toJson(broken as unknown as typeof study)).toThrow(/"goodput",\s+7/);
  expect(() => fromJson('{"formatVersion": 2}')).toThrow();
});

describe("the JSON Schema", () => {
  const schema = documentSchema(findingsSchema);

  it("is of 2020-12, and names what it describes", () => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(schema.title).toBe("Headroom result");
    expect(schema.required).toContain("variants");
  });

  it("accepts a real result, and not one with a part missing", () => {
    const read = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    expect(read.safeParse(JSON.parse(toJson(study))).error).toBeUndefined();
    const { seed: _, ...rest } = study;
    expect(read.safeParse(JSON.parse(JSON.stringify(rest))).success).toBe(false);
  });
});

it("findings of any kind survive the file", () => {
  fc.assert(
    fc.property(findings(false), (any) => void expect(toJson(fromJson(toJson(any)))).toBe(toJson(any))),
    { numRuns: 100, interruptAfterTimeLimit: 20_000 },
  );
});
