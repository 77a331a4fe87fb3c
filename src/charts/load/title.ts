/** The title of a load sweep: up to which load each variant keeps its limits, and by how much the best leads. */
import type { Findings } from "../../analysis/findings/findings.js";
import { roundRate } from "../kit/format.js";
import { askedOfAll, underWords } from "../kit/objective.js";
import { agree, capital, named, noun } from "../kit/words.js";
import { type Reach, reachOf } from "./points.js";

interface Swept extends Reach {
  readonly i: number;
}

export function loadTitle(findings: Findings): string {
  const { variants } = findings;
  const swept = [...variants.keys()]
    .filter((i) => variants[i].load.length > 0)
    .map((i): Swept => ({ i, ...reachOf(findings, i) }));
  if (swept.length === 0) return "No load was swept";
  const asked = askedOfAll(findings);
  // "keeps up with 400/s", "keeps p99 under 300 ms up to 400/s".
  const [what, to] = asked === null ? ["up", "with"] : [underWords(asked), "up to"];
  const anyLoad = asked === null ? "with" : "at";
  const holding = swept.filter(({ held }) => held !== null);
  const failing = swept.filter(({ isBrokenAtOnce }) => isBrokenAtOnce);
  const open = swept.filter(({ held, isBrokenAtOnce }) => held === null && !isBrokenAtOnce);
  const names = (of: readonly Swept[]) =>
    named(
      findings,
      of.map(({ i }) => i),
    );
  const asides = [
    ...(failing.length === 0 ? [] : [`${names(failing)} ${anyLoad} no load tried`]),
    ...(open.length === 0 ? [] : [`${names(open)} ${agree(open, "is", "are")} undecided`]),
  ];
  if (holding.length === 0)
    return `No ${noun(findings)} ${open.length === 0 ? "keeps" : "is shown to keep"} ${what} ${anyLoad} any load tried`;
  const loads = holding.map(({ held }) => held!);
  const [worst, best] = [Math.min(...loads), Math.max(...loads)];
  const at = (load: number) => holding.filter(({ held }) => held === load);
  const how = (of: readonly Swept[]) => {
    const load = roundRate(of[0]!.held!);
    if (!of.every(({ isOpen }) => isOpen)) return `${to} ${load}`;
    return asked === null ? `with at least ${load}` : `up to ${load} or more`;
  };
  const first = `${names(at(best))} ${agree(at(best), "keeps", "keep")} ${what} ${how(at(best))}`;
  const least = at(worst);
  const only = least.some(({ isOpen }) => isOpen) ? "" : "only ";
  const others = worst === best ? [] : [`${names(least)} ${only}${how(least)}`];
  return capital([first, ...others, ...asides].join("; "));
}
