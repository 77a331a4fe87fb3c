/** The figures that tell the story: the picture and its words say what the findings say. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { figuresCaption } from "../../src/charts/figures/caption.js";
import { figures } from "../../src/charts/figures/figures.js";
import { charts } from "../../src/charts/index.js";
import { estimated, showing } from "./shown-fixture.js";
import { semiFinal } from "./stages.js";
import { parse } from "./svg.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const study = semiFinal();
const two = { ...study, variants: study.variants.slice(0, 2) };
const [first, second] = two.variants.map(({ name }) => name);

it("is drawn where a study of several variants shows figures", () => {
  const { applies } = charts.find(({ name }) => name === "figures")!;
  expect(applies(showing(two))).toBe(true);
  expect(applies(two)).toBe(false);
  expect(applies({ ...showing(two), variants: showing(two).variants.slice(0, 1) })).toBe(false);
});

it("writes every value that is known, and begins every scale at zero", () => {
  const svg = parse(figures(showing(two)));
  const text = plain(svg.documentElement.textContent ?? "");
  for (const said of ["1.00% ±0.20", "2.00% ±0.20", "unknown", "901 ms ±40"]) expect(text).toContain(said);
});

it("names the extremes where their intervals lie apart, and otherwise claims no difference", () => {
  const value = fc.integer({ min: 1, max: 500 });
  const half = fc.integer({ min: 0, max: 60 });
  const holds = (a: number, b: number, halfA: number, halfB: number): void => {
    const of = (i: number) => (i === 0 ? estimated(a / 1000, halfA / 1000) : estimated(b / 1000, halfB / 1000));
    const only = showing(two, of);
    const title = plain(figuresCaption({ ...only, show: only.show!.slice(0, 1) }).title);
    const [low, high] = a < b ? [first, second] : [second, first];
    const areApart = a < b ? a + halfA < b - halfB : b + halfB < a - halfA;
    if (Math.abs(Math.abs(a - b) - halfA - halfB) < 1e-9) return; // Rounding decides.
    if (areApart) expect(title).toMatch(new RegExp(`^Stale reads of shop-db: from .* in “${low}” to .* in “${high}”$`));
    else expect(title).toMatch(/^No difference between the \w+ is proven in stale reads of shop-db$/);
  };
  fc.assert(fc.property(value, value, half, half, holds));
});

it("says of which variants the figure is unknown: those may be the worst", () => {
  const all = showing(study);
  const title = plain(figuresCaption({ ...all, show: all.show!.slice(1) }).title);
  expect(title).toBe("No difference between the stages is proven in lag p99 of shop-db");
  const grown = (i: number) => (i === 0 ? { value: null, low: null, high: null } : estimated(0.1 * i, 0.001));
  expect(plain(figuresCaption(showing(study, grown)).title)).toMatch(
    /^Stale reads of shop-db: from .*; unknown in stage 1$/,
  );
});

it("is titled by the first figure that differs", () => {
  const same = showing(two, () => estimated(0.1, 0.01));
  expect(figuresCaption(same).title).toBe("No difference between the stages is proven in any of the figures shown");
  const later = {
    ...same,
    variants: same.variants.map((variant, i) => ({
      ...variant,
      figures: { ...variant.figures, "lag p99 of shop-db": estimated(100 + 400 * i, 9) },
    })),
  };
  expect(plain(figuresCaption(later).title)).toContain("Lag p99 of shop-db: from 100 ms");
});
