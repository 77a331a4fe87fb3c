/** Who asks: open traffic that is smooth or in bursts, and users who wait for their answers. */
import type { Dice } from "./dice.js";
import { type Data, mixOf, policies } from "./services.js";
import type { Times } from "./times.js";

const NEVER_OFTEN = 100; // Mean of the time that a caller's own limits are many times of.

export interface Asked {
  readonly perSecond: number;
  readonly mix: ReturnType<typeof mixOf>;
  readonly source: Data;
}

export function traffic(dice: Dice, times: Times): Asked {
  const perSecond = Number(dice.spread(4, 40).toPrecision(2));
  const mix = mixOf(dice);
  const named = Object.fromEntries(Object.entries(mix).map(([name, share]) => [`web.${name}`, `${share}%`]));
  const target = Object.keys(named).length === 1 ? { to: Object.keys(named)[0] } : { mix: named };
  return { perSecond, mix, source: { ...arrivals(dice, perSecond), ...target, ...limits(dice, times) } };
}

function arrivals(dice: Dice, perSecond: number): Data {
  const kind = dice.unit();
  if (kind < 0.12) return bursts(dice, perSecond);
  if (kind < 0.26) {
    const users = dice.pick(2, 10, 50, 200);
    return { users, think: `exponential(${Number((users / perSecond).toPrecision(3))}s)` };
  }
  const made: Data = { rate: `${perSecond}/s` };
  if (kind < 0.34) made.arrivals = "constant";
  else if (kind < 0.42) made.arrivals = { gaps: dice.pick("lognormal(mean 1, cv 2)", "erlang(shape 4, mean 1)") };
  if (kind > 0.92) made.batch = dice.pick<unknown>(3, "geometric(mean 4)");
  return made;
}

/** A share of the time at a multiple of the mean rate; in seconds, as people come. */
function bursts(dice: Dice, perSecond: number): Data {
  const share = dice.pick(0.1, 0.3);
  const times = dice.pick(2, 3);
  const cycleS = dice.spread(2, 120);
  const calm = (perSecond * (1 - share * times)) / (1 - share);
  return {
    rate: {
      states: [
        {
          rate: `${Number(calm.toPrecision(4))}/s`,
          for: `exponential(${Number(((1 - share) * cycleS).toPrecision(3))}s)`,
        },
        { rate: `${perSecond * times}/s`, for: `exponential(${Number((share * cycleS).toPrecision(3))}s)` },
      ],
    },
  };
}

const limits = (dice: Dice, times: Times): Data => (dice.chance(0.25) ? policies(dice, times, NEVER_OFTEN) : {});
