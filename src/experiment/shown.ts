/** An estimate in the words of a claim: "41.2 (40.1–42.3)". */
import type { Estimate } from "../analysis/findings.js";

export const show = ({ value, low, high }: Estimate): string =>
  value === null
    ? "unknown"
    : low === high
      ? digits(value)
      : `${digits(value)} (${low === null ? "?" : digits(low)}–${high === null ? "?" : digits(high)})`;
const digits = (value: number): string => String(Number(value.toPrecision(3)));
