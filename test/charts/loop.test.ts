import fc from "fast-check";
import { expect, it } from "vitest";
import type { LoopFindings, LoopStep } from "../../src/analysis/findings/loop-findings.js";
import { loopCaption, loopWords } from "../../src/charts/loop/caption.js";
import { loop } from "../../src/charts/loop/loop.js";
import { loopText } from "../../src/report/sweep/loop.js";
import { columns } from "../../src/text/width.js";
import { turnedLoop } from "./loop-fixture.js";
import { expectSound } from "./svg.js";

it("is as it was", () => expect(loop(turnedLoop)).toMatchFileSnapshot("golden/loop.svg"));

it("says where it falls, from where on it is back, and what is left out", () => {
  expect(loopWords(turnedLoop)).toBe(
    "Going up it falls at ×4.5 (×4.5 to ×5), coming down it is back from ×1 on: between them it may be up or down, by what came before",
  );
  expect(loopCaption(turnedLoop).subtitle).toContain("The model's own timeline is left out: “payments stall”.");
  const text = loopText(turnedLoop, { colour: false, width: 80, verbose: true, written: "x" });
  for (const line of text.split("\n")) expect(columns(line), line).toBeLessThanOrEqual(80);
  expect(text.trimEnd().endsWith("by what came before.")).toBe(true);
});

const end = fc.option(fc.constantFrom(1, 2, 3, 4, 4.5, 5));
const turn = end.map((value) => ({
  value,
  low: value,
  high: value,
  ...(value === null ? { reason: "it does not" } : {}),
}));

it("knows no loop where only what waited is worked off: one server that is full from ×2 on", () => {
  const step = (at: number, offered: number, good: number): LoopStep => ({
    at,
    offeredLoad: { value: offered, low: offered, high: offered },
    goodput: { value: good, low: good, high: good },
  });
  const up = [step(0.5, 25, 25), step(1.375, 69, 69), step(3.125, 157, 102), step(4, 204, 99)];
  const down = [step(3.125, 157, 102), step(1.375, 69, 101), step(0.5, 25, 101)];
  const at = (value: number) => ({ value, low: value, high: value });
  expect(loopWords({ ...turnedLoop, up, down, falls: at(4), returns: at(3.125) })).toBe(
    "Going up it falls at ×4, and comes back as it fell: there is no loop",
  );
});

it("speaks of a loop only where it comes back below where it fell, and is sound whatever was found", () =>
  fc.assert(
    fc.property(turn, turn, fc.nat(5), fc.nat(5), (falls, returns, ups, downs) => {
      const found: LoopFindings = {
        ...turnedLoop,
        falls,
        returns,
        up: turnedLoop.up.slice(0, ups),
        down: turnedLoop.down.slice(0, downs),
      };
      expectSound(loop(found));
      const said = loopWords(found);
      const isBelow = falls.value !== null && returns.value !== null && returns.value < falls.value;
      const isDown = ({ offeredLoad, goodput }: LoopStep): boolean => 2 * goodput.value! < offeredLoad.value!;
      const isLoop = // At some load it answers going up and not coming down.
        isBelow &&
        found.up.some((step) => !isDown(step) && found.down.some((one) => one.at === step.at && isDown(one)));
      expect(said.includes("may be up or down")).toBe(isLoop);
      expect(said.includes("no loop") || said.includes("alike")).toBe(
        !isLoop && (falls.value === null || returns.value !== null),
      );
      expect(said).not.toMatch(/null|NaN|undefined/);
    }),
  ));
