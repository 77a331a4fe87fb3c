/** What must be known of a fit: whether it meets what was measured, and what was taken for granted. */
import type { Fitted, Met } from "./fit.js";
import { shortDuration } from "./lognormal.js";
import { written } from "./questions.js";
import { GUESS, type Limit, type Shares } from "./work.js";

const FAR = 0.1; // Further from what was asked than this, it is said.

export function remarksOn(fitted: Fitted): string[] {
  return [...limited(fitted), ...fitted.met.flatMap((met) => missed(met, fitted))];
}

const NOUNS: Readonly<Record<Limit["what"], string>> = {
  cores: "cores",
  db: "cores of the database",
  pool: "connections",
};

/** Why less of the time is work than was guessed. */
function limited({ settled, shares }: Fitted): string[] {
  const { limits } = shares;
  if (limits.length === 0) return [];
  const each = limits.map(
    ({ what, needed, has }) =>
      `${Number(needed.toPrecision(2))} ${NOUNS[what]} (there are ${Number(has.toPrecision(3))})`,
  );
  const told = limits.some(({ what }) => what === "cores") ? "; --busy says better how busy the cores are" : "";
  return [
    `If ${100 * GUESS}% of a request's time were work, ${written("peak", settled)} would need ${each.join(" and ")}. So less of it is taken as work, and ${percent(shares.delay)} of it as waiting for other things${told}.`,
  ];
}

const percent = (share: Shares["delay"]): string => `${Math.round(100 * share)}%`;

function missed({ group, asked, has, isCounted }: Met, { met }: Fitted): string[] {
  const name = met.length > 1 ? `web.${group}` : "the model";
  if (!isCounted) return [`${name} is so rare that its times could not be checked by simulation.`];
  const isOff = (key: "p50" | "p99"): boolean => Math.abs(Math.log(has[key] / asked[key])) > FAR;
  const off = (["p50", "p99"] as const).filter(isOff);
  if (off.length === 0) return [];
  const words = off.map((key) => `${key} ${shortDuration(has[key])} instead of ${shortDuration(asked[key])}`);
  const waits =
    has.p99 > asked.p99 ? "; waiting alone spreads them more at such a load, so check peak, nodes and cores" : "";
  return [`Both percentiles cannot be met: ${name} has ${words.join(" and ")}${waits}.`];
}
