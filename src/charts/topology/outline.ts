/** The outline of a box, by its shape; all fill the same rectangle, so that arrows end at them. */
import type { Shape } from "../../analysis/findings/topology-findings.js";
import { round } from "../kit/numbers.js";
import type { Size } from "./lay-out.js";

interface Outline {
  readonly edge: string; // A closed path from (0, 0).
  readonly inner?: string; // Lines inside it.
}

const lid = 6; // Half of the height of a cylinder's top.
const corner = 12;
const slant = 12;

const rectangle = (w: number, h: number, r: number): string =>
  `M${r},0H${w - r}A${r},${r} 0 0 1 ${w},${r}V${h - r}A${r},${r} 0 0 1 ${w - r},${h}H${r}A${r},${r} 0 0 1 0,${h - r}V${r}A${r},${r} 0 0 1 ${r},0Z`;

const OUTLINES: Readonly<Record<Shape, (w: number, h: number) => Outline>> = {
  box: (w, h) => ({ edge: rectangle(w, h, 3) }),
  frame: (w, h) => ({ edge: rectangle(w, h, 3) }),
  line: (w, h) => ({ edge: rectangle(w, h, 3) }),
  people: (w, h) => ({ edge: rectangle(w, h, Math.min(16, round(h / 2))) }),
  cylinder: (w, h) => {
    const r = round(w / 2);
    return {
      edge: `M0,${lid}A${r},${lid} 0 0 1 ${w},${lid}V${h - lid}A${r},${lid} 0 0 1 0,${h - lid}Z`,
      inner: `M0,${lid}A${r},${lid} 0 0 0 ${w},${lid}`,
    };
  },
  folder: (w, h) => ({
    edge: `M0,0H${w - corner}L${w},${corner}V${h}H0Z`,
    inner: `M${w - corner},0V${corner}H${w}`,
  }),
  pipe: (w, h) => ({
    edge: rectangle(w, h, 3),
    inner: `M5,0V${h}M${w - 9},0V${h}M${w - 5},0V${h}`,
  }),
  fan: (w, h) => ({ edge: `M0,0H${w - slant}L${w},${round(h / 2)}L${w - slant},${h}H0L${slant},${round(h / 2)}Z` }),
  hexagon: (w, h) => ({
    edge: `M${slant},0H${w - slant}L${w},${round(h / 2)}L${w - slant},${h}H${slant}L0,${round(h / 2)}Z`,
  }),
  compartment: (w, h) => ({
    edge: rectangle(w, h, 3),
    inner: `M7,0V${h}`,
  }),
};

export const outlineOf = (shape: Shape, { width, height }: Size): Outline => OUTLINES[shape](width, height);
