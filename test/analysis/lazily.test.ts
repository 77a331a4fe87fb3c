import { expect, it } from "vitest";
import { lazily, lazilyWith } from "../../src/analysis/findings/lazily.js";

const counted = () => {
  const asked: string[] = [];
  const of = <T>(name: string, value: T) => {
    return () => {
      asked.push(name);
      return value;
    };
  };
  return { asked, found: lazily({ p50: of("p50", 1), p99: of("p99", null as number | null) }) };
};

it("works out what is read, once, even where that is nothing", () => {
  const { asked, found } = counted();
  expect(asked).toEqual([]);
  expect([found.p99, found.p99]).toEqual([null, null]);
  expect(asked).toEqual(["p99"]);
});

it("a copy with another value works nothing out, and shares what is known", () => {
  const { asked, found } = counted();
  const other = lazilyWith(found, { p99: () => 3 });
  expect(asked).toEqual([]);
  expect([other.p50, found.p50, other.p99, found.p99]).toEqual([1, 1, 3, null]);
  expect(asked).toEqual(["p50", "p99"]);
});

it("reads like any data", () => {
  const { found } = counted();
  expect(JSON.stringify(found)).toBe('{"p50":1,"p99":null}');
  expect(found).toEqual({ p50: 1, p99: null });
  expect({ ...found }).toEqual({ p50: 1, p99: null });
});
