/** Where over a sweep the system does not come back from what happens, and from which value on. */
import type {
  BoundaryFindings,
  BoundaryTest,
  KnobFindings,
  SweepFindings,
} from "../../analysis/findings/sweep-findings.js";
import { sharedMechanism } from "../kit/mechanism.js";
import { inWords } from "../kit/words.js";
import { valueWords } from "./value-words.js";

/** "most runs do not come back from 2.4s on (1.9s to 2.8s), since …"; empty where all come back, or nothing happens. */
export function notBackClause(sweep: SweepFindings): string {
  const { knobs, points, boundary } = sweep;
  const down = points.filter(({ back }) => back !== undefined && back.down * 2 > back.of);
  if (down.length === 0) return "";
  const why = sharedMechanism(points.flatMap(({ notBack }) => (notBack === undefined ? [] : [notBack.why])));
  const since = why === "" ? "" : `, since ${why}`;
  if (down.length === points.length) return `at no value do most runs come back${since}`;
  if (knobs.length > 1 || boundary === undefined || boundary.at.value === null)
    return `at ${down.length} of ${points.length} values most runs do not come back${since}`;
  return `most runs do not come back ${sideWords(boundary, knobs[0]!)}${since}`;
}

/** "from 2.4s on (1.9s to 2.8s)". */
function sideWords({ at, side }: BoundaryFindings, knob: KnobFindings): string {
  const value = valueWords(knob, at.value!);
  const span = spanWords(at, knob);
  const between = span === "" ? "" : ` (${span})`;
  return side === "from" ? `from ${value} on${between}` : `up to ${value}${between}`;
}

/** "1.9s to 2.8s", "at most 2.8s"; empty without an interval. */
function spanWords({ low, high }: BoundaryFindings["at"], knob: KnobFindings): string {
  if (low === null) return high === null ? "" : `at most ${valueWords(knob, high)}`;
  return high === null ? `at least ${valueWords(knob, low)}` : `${valueWords(knob, low)} to ${valueWords(knob, high)}`;
}

/** What the boundary means, with its interval; empty without one. */
export function boundaryWords({ knobs, boundary, confidence }: SweepFindings): string {
  const [knob] = knobs;
  if (boundary === undefined || knob === undefined) return "";
  const { at, side, tested } = boundary;
  if (at.value === null) return "";
  const where =
    side === "from"
      ? `From ${knob.name} = ${valueWords(knob, at.value)} on`
      : `Up to ${knob.name} = ${valueWords(knob, at.value)}`;
  const ends = [at.low, at.high].flatMap((end) =>
    tested.filter((each) => each.at === end).map((each) => endWords(each, knob)),
  );
  const interval = spanWords(at, knob);
  const said = interval === "" ? (at.reason ?? "") : `${Math.round(confidence * 100)}% interval ${interval}`;
  return `${where}, most runs do not come back${said === "" ? "" : ` (${said})`}${ends.length === 0 ? "" : `: ${ends.join(", ")}`}.`;
}

/** "at 1.9s all eight do", "at 2.8s none of eight does". */
function endWords({ at, back, down, of }: BoundaryTest, knob: KnobFindings): string {
  const where = `at ${valueWords(knob, at)}`;
  if (back === of) return `${where} all ${inWords(of)} do`;
  if (down === of) return `${where} none of ${inWords(of)} does`;
  return back === 0
    ? `${where} none of ${inWords(of)} does yet`
    : `${where} ${inWords(back)} of ${inWords(of)} ${back === 1 ? "does" : "do"}`;
}

/** "all", "5 of 8", "none"; "1–4 of 8" where three still drain at their end. */
export function backWords({ back, down, of }: Omit<BoundaryTest, "at">): string {
  const most = of - down;
  if (back === of) return "all";
  if (most === 0) return "none";
  return back === most ? `${back} of ${of}` : `${back}–${most} of ${of}`;
}

/** What a span of runs that come back means; empty without one. */
export const openWords = ({ points }: SweepFindings): string =>
  points.some(({ back }) => back !== undefined && back.back < back.of - back.down)
    ? "Where a span of runs comes back, the others of it still drain at their end, or end too soon to tell: give a longer --duration."
    : "";
