/** What a load sweep says: how far each variant goes within its limits, and how much farther the best. */
import type { Findings } from "../analysis/findings.js";
import { roundDuration, roundRate } from "./format.js";
import { heldLoad } from "./load-points.js";
import { latencyLimit } from "./objective.js";
import { agree, capital, named, noun } from "./words.js";

export function loadTitle(findings: Findings): string {
  const { variants } = findings;
  const swept = [...variants.keys()].filter((i) => variants[i].load.length > 0);
  if (swept.length === 0) return "No load was swept";
  const limit = latencyLimit(findings);
  const reached = swept.map((i) => ({ i, load: heldLoad(findings, variants[i], limit) ?? 0 }));
  const loads = reached.map(({ load }) => load);
  const [worst, best] = [Math.min(...loads), Math.max(...loads)];
  const last = Math.max(...swept.flatMap((i) => variants[i].load.map(({ offeredLoad }) => offeredLoad)));
  const at = (load: number) => reached.filter((each) => each.load === load).map(({ i }) => i);

  // "keeps up with 400/s", "keeps p99 under 300 ms up to 400/s".
  const [what, to] = limit === null ? ["up", "with"] : [`p99 under ${roundDuration(limit.ms)}`, "up to"];
  if (best === 0) return `No ${noun(findings)} keeps ${what} ${limit === null ? "with" : "at"} any load tried`;
  const how = `${to} ${best >= last ? "at least " : ""}${roundRate(best)}`; // More was not tried.
  const first = `${named(findings, at(best))} ${agree(at(best), "keeps", "keep")} ${what} ${how}`;
  if (worst === best) return capital(first);
  const others = worst === 0 ? `${limit === null ? "with" : "at"} no load tried` : `only ${to} ${roundRate(worst)}`;
  return capital(`${first}; ${named(findings, at(worst))} ${others}`);
}
