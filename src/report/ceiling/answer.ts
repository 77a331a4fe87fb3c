/** What `headroom ceiling` says first: up to where the objectives are met, and what gives beyond it. */
import type { BeyondFindings, CeilingFindings, ProbeFindings } from "../../analysis/findings/ceiling-findings.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import { isOpenAbove, loadWords } from "../../charts/ceiling/caption.js";
import { decimal, wholeShare } from "../../charts/kit/format.js";
import { list } from "../../charts/kit/words.js";
import { clean } from "../../text/safe-text.js";
import type { Answer, NextStep, Typed } from "../kit/answer.js";
import { askedWords } from "../kit/asked-words.js";
import { growthWords } from "./looks.js";

/** @param typed null: no command can be suggested */
export const ceilingAnswer = (found: CeilingFindings, typed: Typed | null = null): Answer => ({
  verdict: found.of === "knob" ? knobVerdict(found) : loadVerdict(found),
  tone: found.verdict,
  why: [
    ...(found.of === "knob" ? largerWords(found) : []),
    ...(found.verdict === "unknown" ? undecidedWords(found) : []),
    ...(found.beyond === null ? [] : beyondSentences(found, found.beyond)),
    ...spentWords(found),
  ],
  next: typed === null ? null : nextOf(found, typed),
});

const nameOf = ({ title, name }: CeilingFindings): string => `“${clean(title) || clean(name)}”`;

function loadVerdict(found: CeilingFindings): string {
  const { verdict, expected, probes, of } = found;
  const who = nameOf(found);
  if (probes.length === 0) return `It is unknown how much ${who} takes: ${found.ceiling.reason}.`;
  const asked = `${of === "users" ? "" : "peak of "}${loadWords(found, expected ?? 0)}`;
  const upTo = upToWords(found);
  if (upTo === null) return neverWords(found, who, asked);
  if (verdict === "missed") return `${who} does not take the expected ${asked}: it meets its objectives ${upTo}.`;
  if (verdict === "unknown")
    return `It is unknown whether ${who} takes the expected ${asked}: it meets its objectives ${upTo}, which is too near to tell.`;
  return `${who} takes the expected ${asked} and more: it meets its objectives ${upTo}${timesWords(found)}.`;
}

/** "up to 59.5/s (proven at 54.1/s, and missed at 65.3/s)"; null where no load is proven to meet. */
function upToWords(found: CeilingFindings): string | null {
  const { of } = found;
  const { value, low, high } = found.ceiling;
  const show = (load: number): string => loadWords(found, load);
  if (low === null) return null;
  if (high === null)
    return isOpenAbove(found)
      ? `up to ${show(low)} at least, and higher loads are undecided`
      : `up to the highest load tried, ${show(low)}`;
  return value === null || high > WIDE * low
    ? `up to somewhere between ${show(low)} and ${show(high)}`
    : of === "users" && high === low + 1
      ? `up to ${show(low)}, and with ${high} it does not`
      : `up to ${show(value)} (proven at ${show(low)}, and missed at ${show(high)})`;
}

const WIDE = 1.5; // A ceiling within so wide an interval is no number to plan with.

/** ", 1.98 times that (1.80–2.18)". */
function timesWords({ headroom, ceiling }: CeilingFindings): string {
  const { value, low, high } = headroom ?? { value: null, low: null, high: null };
  if (low === null) return "";
  if (high === null || value === null) return `, at least ${decimal(low)} times that`;
  if (ceiling.high! > WIDE * ceiling.low!) return `, ${decimal(low)} to ${decimal(high)} times that`;
  return `, ${decimal(value)} times that (${decimal(low)}–${decimal(high)})`;
}

function neverWords(found: CeilingFindings, who: string, asked: string): string {
  const { probes, verdict, ceiling } = found;
  const lowest = Math.min(...probes.map(({ at }) => at));
  const last = probes.findLast(({ at }) => at === lowest);
  if (verdict === "missed" && last?.verdict === "missed")
    return `${who} misses its objectives at every load tried, even at ${loadWords(found, lowest)}: ${missedWords(last)}.`;
  const least = ceiling.high === null ? "" : `, and ${loadWords(found, ceiling.high)} is proven to miss them`;
  if (verdict === "missed")
    return `${who} does not take the expected ${asked}: no load is proven to meet its objectives${least}.`;
  return `It is unknown how much ${who} takes: no load from ${loadWords(found, lowest)} on is proven to meet its objectives${least}.`;
}

function missedWords({ standing, growing, what, objectives }: ProbeFindings): string {
  if (standing) return "requests wait for each other for ever";
  if (growing) return growthWords(what);
  return list(objectives.filter(({ verdict }) => verdict === "missed").map(askedWords));
}

function knobVerdict(found: CeilingFindings): string {
  const { knob, ceiling, expected, beyond, probes, verdict } = found;
  const who = nameOf(found);
  const name = clean(knob ?? "");
  const own = expected === null ? "" : `; the model has ${expected}`;
  if (probes.length === 0) return `It is unknown which ${name} ${who} needs: ${ceiling.reason}.`;
  if (ceiling.value === null) {
    const most = loadWords(found, Math.max(...probes.map(({ at }) => at)));
    return verdict === "missed"
      ? `No ${name} up to ${most} makes ${who} meet its objectives${own}.`
      : `It is unknown which ${name} ${who} needs: no value up to ${most} is proven to be enough${own}.`;
  }
  const { value, low } = ceiling;
  if (low === null) return `${name}: ${value} is enough for ${who}, and smaller values are undecided${own}.`;
  if (low !== value)
    return `${name}: ${value} is enough for ${who}, and ${decimal(low - 1, 0)} is not; between them it is undecided${own}.`;
  return beyond === null
    ? `${name}: ${value} is enough for ${who}, and less makes no sense${own}.`
    : `${name}: ${value} is the least that is enough for ${who}, and ${beyond.at} is not${own}.`;
}

const largerWords = ({ meetsUpTo, ceiling }: CeilingFindings): string[] =>
  meetsUpTo === null || ceiling.value === null
    ? []
    : [`More is not better: up to ${meetsUpTo} it is enough, and twice ${ceiling.value} misses an objective again.`];

/** Why the easiest look is undecided, where none is met. */
function undecidedWords({ probes, of }: CeilingFindings): string[] {
  const isMore = (a: ProbeFindings, b: ProbeFindings) => (of === "knob" ? a.at >= b.at : a.at <= b.at);
  const [easiest] = probes.filter((each) => probes.every((other) => isMore(each, other))).slice(-1);
  const open = easiest?.objectives.find(({ verdict }) => verdict === "unknown");
  if (open === undefined || probes.some(({ verdict }) => verdict === "met")) return [];
  const why = open.measured.reason ?? "its interval holds the limit";
  return [`${open.metric}: ${open.expression} is undecided: ${why}.`];
}

/** What happens at the least load that misses, and which part gives: the bottleneck after its symptom. */
export function beyondSentences(found: CeilingFindings, beyond: BeyondFindings): string[] {
  const { at, growing, what: grows, standstill, missed, first, busiest } = beyond;
  const where = found.of === "knob" ? `With ${loadWords(found, at)}` : `At ${loadWords(found, at)}`;
  if (standstill !== null) return [`${where} requests wait for each other for ever: ${stuckWords(standstill)}.`];
  const what = growing ? `it cannot keep up: ${growthWords(grows)}` : list(missed.map(askedWords));
  const said = what === "" ? [] : [`${where}, ${what}.`];
  if (first !== null)
    return [
      ...said,
      `What gives first is ${clean(first.part)} ${first.resource}, ${wholeShare(first.peakUtilisation)} busy.`,
    ];
  const share = busiest?.utilisation.value ?? null;
  if (busiest === null || share === null) return said;
  const hottest = busiest.hottest === undefined ? "" : `, and its busiest instance ${wholeShare(busiest.hottest)}`;
  return [
    ...said,
    `Nothing is full there on average: the busiest is ${clean(busiest.part)} ${busiest.resource}, ${wholeShare(share)} busy${hottest}.`,
  ];
}

const spentWords = ({ stopped, verdict, ceiling }: CeilingFindings): string[] =>
  stopped !== "budget" ||
  (verdict !== "unknown" && ceiling.high !== null && ceiling.low !== null && ceiling.high <= WIDE * ceiling.low)
    ? []
    : ["The budget of the search was spent before it was known more closely."];

function nextOf(found: CeilingFindings, typed: Typed): NextStep | null {
  const { verdict, stopped, of, knob, simulated, beyond, headroom, probes } = found;
  if (probes.length === 0) return null;
  if (verdict === "unknown" && stopped === "budget") {
    const budget = Math.max(MORE_AT_LEAST, MORE * simulated.requests);
    const more = Number(budget.toPrecision(1));
    return { words: "look longer", command: typed("ceiling", { knob: knob ?? undefined, budget: more }) };
  }
  if (verdict === "unknown") return null;
  if (verdict === "missed") return { words: "see which change helps", command: typed("next") };
  if (of === "knob") return { words: "see how much load it takes", command: typed("ceiling") };
  if (beyond !== null && beyond.first === null && beyond.standstill === null && !beyond.growing)
    return { words: "see where the slowest spend their time", command: typed("explain") };
  const top = headroom?.high ?? null;
  if (top === null || top < 1) return null;
  return {
    words: "see where latency starts to bend",
    command: typed("sweep", { knob: `load=0.5..${Number((1.1 * top).toPrecision(2))}` }),
  };
}

const MORE = 10; // Times as many requests: intervals a third as wide.
const MORE_AT_LEAST = 1_000_000;
