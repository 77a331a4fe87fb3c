import type { KnobFindings } from "../../analysis/findings/sweep-findings.js";
import { decimal, plainNumber } from "../kit/format.js";

/** "20ms", "×1.5". */
export const valueWords = ({ name, unit }: KnobFindings, value: number): string =>
  name === "load" ? `×${decimalOf(value)}` : `${decimalOf(value)}${unit}`;

const decimalOf = (value: number): string => (Number.isInteger(value) ? decimal(value, 0) : plainNumber(value));
