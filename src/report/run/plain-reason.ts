/** Why a figure is unknown, for readers who do not know how percentiles get their intervals. */

const FEW = /not enough data for (\S+) \((.*) of the (\d+) samples beyond it that it takes\)/;

/** "too few requests: 11 are beyond the p99, and it takes 100"; other reasons as they are. */
export const plainReason = (reason: string): string =>
  reason
    .replace(FEW, "too few requests: $2 are beyond the $1, and it takes $3")
    .replace(/not within the horizon/, "not in the time watched");
