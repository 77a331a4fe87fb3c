/** What is said of the time after a spike: against the level before it, and against each limit. */
import { expect, it } from "vitest";
import { recoveryWords } from "../../src/report/run/recovery-words.js";
import { recoveryTable } from "../../src/report/run/variant-tables.js";
import { semiFinal } from "../charts/stages.js";

const study = semiFinal();
const asked = { metric: "latency", expression: "p(99) < 1s" };
const at = (value: number | null, low: number | null, high: number | null) => ({ timeMs: { value, low, high } });
const times = [at(360_000, 144_000, 516_000), at(0, 0, 0), at(null, null, null)];
const variants = study.variants.slice(0, 3).map((variant, i) => ({
  ...variant,
  recovery: { ...variant.recovery!, objectives: [{ ...asked, ...times[i]!, recovered: 4 }] },
}));
const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ");

it("names the objective, and the ends of a lopsided interval", () =>
  expect(plain(recoveryWords({ ...study, variants })[1])).toBe(
    "Within “latency: p(99) < 1s” again after “penalty shoot-out”: 360 s 144–516 after it (“Everything on one machine”), at once (“The database on its own machine”) and unknown (“A connection pool with a timeout”).",
  ));

it("says nothing of objectives where there are none", () => expect(recoveryWords(study)).toHaveLength(1));

it("is a row each in the table", () =>
  expect(recoveryTable({ ...study, variants }).rows.map(([, what, time]) => [what, plain(time as string)])).toEqual([
    ["no worse than before it", expect.any(String)],
    [{ code: "latency: p(99) < 1s" }, "360 s 144–516"],
    ["no worse than before it", expect.any(String)],
    [{ code: "latency: p(99) < 1s" }, "at once"],
    ["no worse than before it", expect.any(String)],
    [{ code: "latency: p(99) < 1s" }, "unknown"],
  ]));
