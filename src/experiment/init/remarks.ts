/** What must be known of a fit: whether it meets what was measured, and what was taken for granted. */
import type { Fitted, Met, Percentiles } from "./fit.js";
import { shortDuration } from "./lognormal.js";
import type { Busiest } from "./project.js";
import { written } from "./questions.js";
import { BUSY, GUESS, type Limit } from "./work.js";

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
  const each = limits.map(({ what, needed, has }) => `${short(needed)} ${NOUNS[what]}, where there are ${short(has)}`);
  const most = limits.map(({ what }) => `${percent(BUSY[what])} of the ${NOUNS[what]}`);
  const told = limits.some(({ what }) => what === "cores") ? "; --busy says better how busy the cores are" : "";
  return [
    `If ${percent(GUESS)} of a request's time were work, ${written("peak", settled)} would need ${each.join(", and ")}. So it is assumed that at most ${most.join(" and ")} are busy, and that ${percent(shares.delay)} of the time is waiting for other things${told}.`,
  ];
}

/** How the model does under the recording's highest load, of which the fit knew nothing. */
export function busiestRemark(has: Percentiles, { perSecond, p50, p99 }: Busiest): string {
  const said = `In the busiest tenth of the time, at ${short(perSecond)}/s, the recording has p50 ${shortDuration(p50)} and p99 ${shortDuration(p99)}, and the model ${shortDuration(has.p50)} and ${shortDuration(has.p99)}.`;
  const times = p99 / has.p99;
  if (times > APART)
    return `${said} More waits there than in the model: fewer cores or connections are free than was assumed.`;
  return times < 1 / APART
    ? `${said} Less waits there than in the model: more cores or connections are free than was assumed.`
    : said;
}

const APART = 1.5;
const short = (value: number): string => String(Number(value.toPrecision(2)));
const percent = (share: number): string => `${Math.round(100 * share)}%`;

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
