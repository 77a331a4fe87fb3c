/** Runs that were cut short, so that only the reason can be reported. */

import type { Model } from "../../model/language/model.js";
import { writeDuration } from "../../model/language/values/index.js";
import type { TimeStoodStill, CutShort as Why } from "../../model/wiring/measurements.js";

export class CutShort extends Error {
  constructor(why: Why, model: Model) {
    super(cutShortWords(why, model));
  }
}

export function cutShortWords(why: Why, model: Model): string {
  if (why.why === "the system is full")
    return "more than four million requests in the system: bound a queue, set a timeout, or shorten the run";
  const steps = `${Math.round(why.steps / 1e6)} million steps without any time passing`;
  const when = why.atMs < 1 ? "at the start" : `${writeDuration(why.atMs)} from the start`;
  return `time stands still ${when}, after ${steps}: ${cause(why, model)}`;
}

/** Which requests repeat without time passing, and what to write. */
function cause({ asked, inside, failures }: TimeStoodStill, { traffic }: Model): string {
  const [refused] = failures;
  const refusing = refused === undefined ? null : `${refused.part === "" ? "" : `${refused.part} `}(${refused.cause})`;
  const [endpoint] = asked;
  if (endpoint !== undefined) {
    const sources = Object.entries(traffic).filter(([, { mix }]) => endpoint in mix);
    const users = sources.filter(([, source]) => source.users !== undefined);
    if (users.length === 0)
      return `requests for ${endpoint} arrive without time between them: lower the rate of ${names(sources)}`;
    const think = `give ${names(users)} a time to think, such as \`think: 100ms\``;
    return refusing === null
      ? `${endpoint} is asked, answered and asked again at once: ${think}, or let its steps take time`
      : `${endpoint} is asked, refused by ${refusing} and asked again at once: ${think}`;
  }
  const at = inside.length === 0 ? "" : ` of ${inside.slice(0, 3).join(", ")}`;
  if (refusing !== null)
    return `requests${at} are refused by ${refusing} over and over, without a pause: give the retry a backoff, or let the steps that are repeated take time`;
  return inside.length === 0
    ? "events follow each other at once: a time in the model is too short to be told from none"
    : `a request${at} repeats steps that take no time: let one of them take time, or repeat them less often`;
}

const names = (sources: readonly (readonly [string, unknown])[]): string =>
  sources.map(([name]) => `traffic.${name}`).join(" and ");
