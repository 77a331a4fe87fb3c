/** Multiplies the text of a duration or a distribution by a factor. */
import { DURATION } from "../language/values/units.js";

const UNITS = [...DURATION.units.keys()].join("|");
const NUMBER = "(?:\\d[\\d_]*(?:\\.\\d+)?|\\.\\d+)(?:e[+-]?\\d+)?"; // As `readQuantity` reads it.
const NUMBERS = new RegExp(`(?<![\\w.])${NUMBER}(?=\\s*(?:${UNITS})\\b)`, "g");

/** "lognormal(mean 60ms, p99 300ms)" by ¼ is "lognormal(mean 15ms, p99 75ms)"; null where no duration is written. */
export function scaledText(text: unknown, factor: number): string | null {
  if (typeof text !== "string") return null;
  const scaled = text.replace(NUMBERS, (number) =>
    String(Number((Number(number.replaceAll("_", "")) * factor).toPrecision(3))),
  );
  return scaled === text ? null : scaled;
}
