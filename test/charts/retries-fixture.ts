/** Retries in all variants of a study: in the second they go on for good, in the others they end with the spike. */
import type { Findings } from "../../src/analysis/findings/findings.js";

export const retrying = (findings: Findings): Findings => ({
  ...findings,
  variants: findings.variants.map((variant, i) => {
    const { startMs, binMs, offeredLoad } = variant.overTime;
    const isStorm = (bin: number): boolean => {
      const atMs = startMs + (bin + 0.5) * binMs;
      return findings.spike !== null && atMs >= findings.spike.fromMs && (i === 1 || atMs < findings.spike.toMs);
    };
    const retried = [
      {
        part: "shop-db",
        asked: offeredLoad,
        attempts: offeredLoad.map((rate, bin) => (isStorm(bin) ? 4 * rate : rate)),
      },
      { part: "mails", asked: offeredLoad, attempts: offeredLoad },
    ];
    const overTime = { ...variant.overTime, retried };
    if (i !== 1 || variant.recovery === null) return { ...variant, overTime };
    const notBack = {
      replications: 5,
      watchedMs: 600_000,
      goodputBefore: 220,
      goodputAfter: 0,
      full: [{ part: "shop-db", resource: "pool" }],
      why: { retries: { part: "shop-db", asked: 225, attempts: 900 } },
    };
    return { ...variant, overTime, recovery: { ...variant.recovery, notBack } };
  }),
});
