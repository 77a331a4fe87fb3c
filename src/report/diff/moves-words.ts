/** Where the bottleneck goes: at the load that was simulated, and as load grows. */
import type {
  BottleneckFindings,
  CeilingDiff,
  CeilingSide,
  DiffFindings,
} from "../../analysis/findings/diff-findings.js";
import { inline, showMeasured, showShare } from "../../charts/kit/estimate.js";
import { decimal, rate } from "../../charts/kit/format.js";
import { loadWords } from "./ceiling-words.js";
import { isSame } from "./verdict-sentence.js";

interface Place {
  readonly part: string;
  readonly resource: string;
}

/** What is full at the load that was simulated; what gives first as load grows, and how much is borne. */
export function movesWords(diff: DiffFindings): string[] {
  if (isSame(diff)) return [];
  const {
    bottleneck: { base, proposal },
    ceiling,
  } = diff;
  const [before, after] = [fullIn(base), fullIn(proposal)];
  const isTold = isOne(after, ceiling?.proposal.binding ?? null) && isOne(before, ceiling?.base.binding ?? null);
  return [
    ...fullWords(before, after),
    ...(after !== null || before !== null || ceiling !== null ? [] : busiestWords(proposal)),
    ...(ceiling === null ? [] : ceilingMove(ceiling, isTold || (ceiling.of === "backlog" && after !== null))),
  ];
}

const fullIn = ({ overload, saturation }: BottleneckFindings): Place | null =>
  overload?.binding ?? saturation[0] ?? null;

/** "The bottleneck moves from web cores to shop-db pool." None where nothing is full. */
function fullWords(before: Place | null, after: Place | null): string[] {
  if (before === null) return after === null ? [] : [`Now ${name(after)} ${are(after)} full; before, nothing was.`];
  if (after === null) return [`Before, ${name(before)} ${were(before)} full; now nothing is.`];
  return isOne(before, after)
    ? [`The bottleneck stays where it was: ${name(after)}.`]
    : [`The bottleneck moves from ${name(before)} to ${name(after)}.`];
}

const busiestWords = ({ busiest }: BottleneckFindings): string[] =>
  busiest === null
    ? []
    : [`Nothing is full; the busiest is ${name(busiest)}, at ${showShare(busiest.utilisation).value}.`];

/** "As load grows, db cores no longer give first: web threads do now. The objectives hold up to 1.8 times the …". */
function ceilingMove({ of, base, proposal, verdict }: CeilingDiff, isFirstTold: boolean): string[] {
  const first = isFirstTold ? [] : firstWords(base.binding, proposal.binding);
  return [...first, ...(of === "backlog" ? mostWords(base, proposal, verdict) : holdWords(base, proposal, verdict))];
}

function firstWords(before: Place | null, after: Place | null): string[] {
  if (after === null) return [];
  if (before === null) return [`As load grows, ${name(after)} ${give(after)} first.`];
  return isOne(before, after)
    ? [`As load grows, ${name(after)} still ${give(after)} first.`]
    : [`As load grows, ${name(before)} no longer ${give(before)} first: ${name(after)} ${does(after)} now.`];
}

/** Of a backlog. */
function mostWords(base: CeilingSide, proposal: CeilingSide, verdict: CeilingDiff["verdict"]): string[] {
  const [was, is] = [base, proposal].map(({ perSecond }) => showMeasured(perSecond, "1/s"));
  if (base.perSecond.value === null || proposal.perSecond.value === null) return [];
  if (verdict !== "not proven")
    return [`The most it can do ${verdict === "better" ? "rises" : "falls"} from ${was.value} to ${is.value}.`];
  return [
    `The most it can do is ${inline(is)}, ${inline(is) === inline(was) ? "as before" : `before ${inline(was)}`}.`,
  ];
}

/** Of objectives. */
function holdWords(base: CeilingSide, proposal: CeilingSide, verdict: CeilingDiff["verdict"]): string[] {
  if (proposal.perSecond.low === null && proposal.perSecond.high === null) return [];
  if (base.expected !== proposal.expected) return [otherLoadWords(base, proposal, verdict)];
  const [was, is] = [base, proposal].map(endsWords);
  const of = proposal.headroom === null ? "" : " times the expected load";
  if (was === is) return [`The objectives hold up to ${is}${of}, as before.`];
  const before = base.perSecond.low === null && base.perSecond.high === null ? "" : `, before up to ${was}`;
  return [`The objectives hold up to ${is}${of}${before}${verdict === "not proven" ? NOT_PROVEN : ""}.`];
}

/** Of other traffic the multiples differ, whatever the system can do: so the loads are told. */
function otherLoadWords(base: CeilingSide, proposal: CeilingSide, verdict: CeilingDiff["verdict"]): string {
  const [was, is] = [base, proposal].map(loadWords);
  const [before, now] = [base.expected, proposal.expected].map((load) => (load === null ? "unknown" : rate(load)));
  const change = was === is ? ", as before" : `, before up to ${was}${verdict === "not proven" ? NOT_PROVEN : ""}`;
  return `The objectives hold up to ${is}${change}; the expected load is now ${now} instead of ${before}.`;
}

const NOT_PROVEN = ", which is not proven to differ";

/** "3.5–4.2", as multiples of the expected load where that is known. */
function endsWords(side: CeilingSide): string {
  if (side.headroom === null) return loadWords(side);
  const { low, high } = side.headroom;
  const [least, most] = [low, high].map((end) => (end === null ? null : twoDigits(end)));
  if (least === null) return `less than ${most}`;
  return most === null ? `${least} or more` : least === most ? least : `${least}–${most}`;
}

const twoDigits = (value: number): string =>
  decimal(Number(value.toPrecision(2)), value >= 10 ? 0 : value >= 1 ? 1 : 2);
const isOne = (a: Place | null, b: Place | null): boolean => a !== null && b !== null && name(a) === name(b);
const name = ({ part, resource }: Place): string => `${part} ${resource}`;
const isMany = ({ resource }: Place): boolean => /s$/.test(resource);
const are = (place: Place): string => (isMany(place) ? "are" : "is");
const were = (place: Place): string => (isMany(place) ? "were" : "was");
const give = (place: Place): string => (isMany(place) ? "give" : "gives");
const does = (place: Place): string => (isMany(place) ? "do" : "does");
