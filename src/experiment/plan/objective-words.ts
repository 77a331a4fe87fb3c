/** What an objective is called elsewhere, and what to write for it here. */
import type { Family } from "../../analysis/figures/figure.js";
import type { Grammar } from "../../analysis/figures/parse-figure.js";
import { parseObjective } from "../../analysis/verdicts/objectives.js";
import { nearest } from "../../text/nearest.js";

export interface Meant {
  readonly metric: string;
  readonly conditions: readonly string[];
}

const METRICS: Readonly<Record<string, string>> = {
  latency:
    "httpreqduration responsetime responsetimes duration latencyms requestduration rt httplatency requestlatency ttfb",
  errors:
    "httpreqfailed errorrate errorratio error failures failurerate failed errorshare availability successrate success uptime",
  throughput: "httpreqs requestrate rps qps",
};

/** Metrics of what goes well, of which errors are the rest. */
const GOOD = /^(availability|success_?-?rate|success|uptime)$/i;

const STATISTICS: Readonly<Record<string, string>> = { average: "mean", maximum: "max", worst: "max", min: "p1" };

/** An objective that can be read, for one that cannot; null where that cannot be told. */
export function meantBy(metric: string, expressions: readonly string[], grammar: Grammar): Meant | null {
  const [, name = "", argument = "", , scope] =
    /^\s*([^{}()]*?)\s*(\([^()]*\))?\s*(\{\s*([^{}]*?)\s*\})?\s*$/.exec(metric) ?? [];
  const isGood = GOOD.test(name) && (scope === undefined || scope.includes(".")); // A part has an availability of its own.
  const family = familyOf(isGood ? "errors" : name, grammar.families);
  if (family === null) return null;
  const of = scope === undefined ? undefined : scopeOf(scope, grammar);
  const head = `${family.name}${argument}${of === undefined ? "" : `{${of}}`}`;
  const conditions = expressions.flatMap(parted).map((each) => conditionOf(each, family, isGood));
  const isRead = conditions.every((each) => "objective" in parseObjective(head, each, grammar));
  return isRead ? { metric: head, conditions } : null;
}

function familyOf(name: string, families: readonly Family[]): Family | null {
  const word = name.toLowerCase().replace(/[-_ ]/g, "");
  const ours = Object.entries(METRICS).find(([, theirs]) => theirs.split(" ").includes(word))?.[0];
  const names = families.map((each) => each.name);
  const found = names.find((each) => each.toLowerCase() === name.toLowerCase()) ?? ours ?? nearest(name, names);
  return families.find((each) => each.name === found) ?? null;
}

function scopeOf(written: string, { names }: Grammar): string {
  if (names === undefined) return written;
  const known = [...names.endpoints, ...names.parts.keys(), ...names.sources, ...names.effects, ...names.moments];
  const [part, endpoint] = written.split(/[/:]/); // "web/page"
  if (endpoint !== undefined && known.includes(`${part}.${endpoint}`)) return `${part}.${endpoint}`;
  const ending = known.filter((each) => each.endsWith(`.${written}`));
  if (known.includes(written) || ending.length !== 1) return nearest(written, known) ?? written;
  return ending[0] as string;
}

/** Conditions that stand in one text. */
const parted = (text: string): readonly string[] =>
  text.split(/\s*(?:,|;|&&|\band\b)\s*(?![^()]*\))/).filter((each) => each !== "");

function conditionOf(text: string, { unit, statistics }: Family, isGood: boolean): string {
  const plain = text
    .replace(/\b(is )?(less than|below|under)\b/gi, "<")
    .replace(/\bat most\b|≤|=</gi, "<=")
    .replace(/\b(is )?(more than|greater than|above|over)\b/gi, ">")
    .replace(/\bat least\b|≥|=>/gi, ">=");
  const [, said = "", comparison = "<", number = "", unitSaid = ""] =
    /^\s*(.*?)\s*(<=|>=|<|>)?\s*([\d.]+)\s*([^\s\d]*)\s*$/.exec(plain) ?? [];
  if (number === "") return text;
  const isShare = statistics === "one" && unit === "1";
  if (isGood && isShare) {
    const rest = unitSaid === "%" ? 100 - Number(number) : 100 * (1 - Number(number));
    return `rate ${comparison.replace(">", "<")} ${Number(rest.toPrecision(6))}%`;
  }
  const usual = statistics === "one" ? "rate" : "p(99)";
  return `${statisticOf(said) || usual} ${comparison} ${number}${unitOf(unitSaid, unit)}`;
}

function statisticOf(said: string): string {
  const word = said.toLowerCase().trim();
  const [, percentile] =
    /^(?:p|p\(|percentile\s*\(?|pct)?\s*(\d+(?:\.\d+)?)\s*(?:\)|(?:th|st|nd|rd)?\s*(?:percentile|pct|%ile|%)?)$/.exec(
      word,
    ) ?? [];
  if (percentile !== undefined) return `p(${percentile})`;
  return STATISTICS[word] ?? said;
}

const UNITS: Readonly<Record<string, string>> = {
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  msec: "ms",
  millis: "ms",
  milliseconds: "ms",
  percent: "%",
  rps: "/s",
  "req/s": "/s",
};

const unitOf = (said: string, unit: Family["unit"]): string => {
  const word = said.toLowerCase();
  if (word !== "") return UNITS[word] ?? said;
  return unit === "ms" ? "ms" : unit === "1/s" ? "/s" : "";
};
