/** The units that figures have, and how a limit on one is written. */
import type { Found, unit } from "../findings/estimate.js";

/** "1" is a share, "number" counts something: requests, cores, calls. */
export type Unit = Found<typeof unit>;

interface UnitWords {
  readonly scale: Readonly<Record<string, number>>; // As written → how many of the unit.
  readonly statistic: string; // What a figure without a distribution has in an objective, as k6 says it.
  readonly example: string;
}

export const UNITS: Readonly<Record<Unit, UnitWords>> = {
  ms: {
    scale: { us: 0.001, µs: 0.001, ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 },
    statistic: "time",
    example: "300ms",
  },
  "1": { scale: { "%": 0.01, "": 1 }, statistic: "rate", example: "0.1%" }, // k6 writes the bare share, 0.001.
  "1/s": { scale: { "/s": 1, "/min": 1 / 60, "/h": 1 / 3600 }, statistic: "rate", example: "100/s" },
  number: { scale: { "": 1 }, statistic: "count", example: "20" },
};
