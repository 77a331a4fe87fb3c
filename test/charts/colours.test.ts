import { hsl, rgb } from "d3";
import { expect, it } from "vitest";
import { darkStyle, paint, type ToneName, tones } from "../../src/charts/kit/colours.js";

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const { r, g, b } = rgb(colour);
  const [red, green, blue] = [r, g, b].map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

const fillsOnly: ToneName[] = ["paper", "grid", "cell", "spike", "traffic", "busy", "badFill"];
const inked = (Object.keys(tones) as ToneName[]).filter((name) => !fillsOnly.includes(name));

it.each(inked)("%s can be read as text, in light and in dark", (name) => {
  expect(contrast(tones[name].light, tones.paper.light)).toBeGreaterThan(4.5);
  expect(contrast(tones[name].dark, tones.paper.dark)).toBeGreaterThan(4.5);
});

it("the marks of saturation stand out from mere use, by hue", () => {
  for (const mode of ["light", "dark"] as const)
    expect(Math.abs(hsl(tones.badFill[mode]).h - hsl(tones.busy[mode]).h)).toBeGreaterThan(90);
});

it("colours are attributes, and dark mode overrides every one of them", () => {
  expect(paint({ fill: "ink", stroke: "grid" })).toEqual({ fill: "#1f2429", stroke: "#e1e5e9", class: "f-ink s-grid" });
  for (const name of Object.keys(tones)) expect(darkStyle()).toContain(`.f-${name}{`);
});
