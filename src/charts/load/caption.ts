/** Title, subtitle and alt text of a load sweep. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { Caption } from "../kit/caption.js";
import { roundRate, roundShare } from "../kit/format.js";
import { askedOfAll, askedOfP99, errorLimit, limitWords, underWords } from "../kit/objective.js";
import { agree, bareName, capital, named, noun } from "../kit/words.js";
import { firstGrowing, type Reach, reachOf } from "./points.js";

export function loadCaption(findings: Findings): Caption {
  const asked = askedOfAll(findings);
  const title = loadTitle(findings);
  const each = findings.variants.map((variant, i) => {
    const [{ held, broken }, grows] = [reachOf(findings, i), firstGrowing(variant)];
    const holds =
      held === null ? (broken === null ? "unknown at every load" : "no load held") : `held to ${roundRate(held)}`;
    const breaks = broken === null ? "" : `, not ${roundRate(broken)}`;
    const queue = grows === null ? "queue not seen to grow" : `queue grows at ${roundRate(grows.offeredLoad)}`;
    return `${bareName(findings, i)}: ${holds}${breaks}, ${queue}`;
  });
  const sentences = [
    `Steady load, in requests per second, with ${Math.round(findings.confidence * 100)}% intervals as bands.`,
  ];
  const errors = [...new Set(findings.variants.map((variant) => roundShare(errorLimit(variant))))].join(" or ");
  if (asked !== null) sentences.push(`Dashed: ${limitWords(asked)}.`);
  if (asked === null && askedOfP99(findings) !== null) sentences.push("Limits of single endpoints are not drawn here.");
  sentences.push(`A load counts as kept if the queue does not grow and at most ${errors} of requests fail.`);
  const loads = findings.variants.flatMap(({ load }) => load);
  if (loads.some(({ growing }) => growing)) sentences.push("Open marks: the queue keeps growing, so there is no p99.");
  if (loads.some(({ growing, p99Ms }) => !growing && p99Ms.value === null)) {
    sentences.push("Where a line is missing: too few answers for a p99.");
  }
  return { title, subtitle: sentences.join(" "), description: `${title}. ${each.join("; ")}.` };
}

/** The title of a load sweep: up to which load each variant keeps its limits, and by how much the best leads. */
interface Swept extends Reach {
  readonly i: number;
}

function loadTitle(findings: Findings): string {
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
