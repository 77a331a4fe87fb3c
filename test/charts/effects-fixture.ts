/** Effects in all variants of a study: in the second a third is lost during the spike, in the third it is late. */
import type { EffectFindings, Estimate, Findings } from "../../src/analysis/findings/findings.js";

const exactly = (value: number): Estimate => ({ value, low: value * 0.97, high: value * 1.03 });

function found(lost: number, late: number, cause: string): EffectFindings {
  const inTime = 1 - lost - late;
  const shares = { inTime, late, lost, undone: 0, unfinished: 0, twice: lost / 50, uncalledFor: 0 };
  return {
    for: cause,
    endpoint: "web.browse",
    withinMs: cause === "web.browse" ? 60_000 : null,
    due: 100_000,
    measures: {
      due: exactly(1700),
      ...Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, exactly(share)])),
      pendingMs: exactly(900 + 60_000 * late),
      pendingMsP50: exactly(700 + 40_000 * late),
      pendingMsP99: exactly(4000 + 90_000 * late),
      open: exactly(2000),
      openMax: exactly(3000),
    },
  };
}

export const promising = (findings: Findings): Findings => ({
  ...findings,
  variants: findings.variants.map((variant, i) => {
    const { startMs, binMs, offeredLoad } = variant.overTime;
    const [lost, late] = [i === 1 ? 0.31 : 0, i === 2 ? 0.4 : 0];
    const isSpike = (bin: number): boolean => {
      const atMs = startMs + (bin + 0.5) * binMs;
      return findings.spike !== null && atMs >= findings.spike.fromMs && atMs < findings.spike.toMs;
    };
    let open = 0;
    const opens = offeredLoad.map((told, bin) => (open += isSpike(bin) ? (lost + late) * told * 60 : -late * open));
    const course = (effect: string) => ({
      effect,
      told: offeredLoad,
      happened: offeredLoad.map((told, bin) => (isSpike(bin) ? told * (1 - lost - late) : told * (1 + late / 8))),
      open: opens,
      late: offeredLoad.map((_, bin) => (isSpike(bin) ? late : 0)),
      lost: offeredLoad.map((_, bin) => (isSpike(bin) ? lost : 0)),
    });
    return {
      ...variant,
      effects: { confirmed: found(lost, late, "web.browse"), shipped: found(lost / 5, 0, "confirmed") },
      overTime: { ...variant.overTime, effects: [course("confirmed"), course("shipped")] },
    };
  }),
});
