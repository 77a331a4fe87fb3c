/** An estimate in the words of a claim: "41.2 ms (40.1 to 42.3)", "12.3% (11.8 to 12.9)". */
import type { Estimate } from "../../analysis/findings/findings.js";

const UNITS = {
  ms: { factor: 1, name: " ms" },
  "1": { factor: 100, name: "%" },
  pp: { factor: 100, name: " pp" },
  "1/s": { factor: 1, name: "/s" },
  number: { factor: 1, name: "" },
} as const;

export function show({ value, low, high }: Estimate, unit: keyof typeof UNITS): string {
  if (value === null) return "unknown";
  const { factor, name } = UNITS[unit];
  const digits = (number: number | null): string => (number === null ? "?" : plain(number * factor));
  return `${digits(value)}${name}${low === high && low !== null ? "" : ` (${digits(low)} to ${digits(high)})`}`;
}

/** Three digits that count, and never a power of ten that is next to nothing. */
function plain(value: number): string {
  const rounded = Number(value.toPrecision(3));
  if (rounded !== 0 && Math.abs(rounded) < 1e-4) return rounded < 0 ? "−<0.0001" : "<0.0001";
  return rounded.toLocaleString("en", { maximumSignificantDigits: 3 }).replace("-", "−");
}
