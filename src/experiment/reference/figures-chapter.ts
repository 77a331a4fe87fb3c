/** The reference of figures, from the registry that reads them: it cannot say anything else. */
import { type Family, LATENCY, type ScopeKind } from "../../analysis/figures/figure.js";
import { UNITS } from "../../analysis/figures/units.js";
import { PART_KINDS } from "../../model/language/catalogue.js";
import type { Chapter, Row } from "../../model/reference/chapter.js";
import { ALL_FAMILIES } from "../figures/grammar.js";

const SCOPES: Readonly<Record<ScopeKind, string>> = {
  all: "all requests",
  endpoint: "an endpoint, also one that others call",
  source: "a traffic source",
  part: "a part",
  resource: "a resource, or a part's busiest",
  moment: "a moment of the timeline",
  effect: "an effect",
  variant: "the variant",
};

/** What it may be of, as an example writes it. */
const OF: Readonly<Record<ScopeKind, string>> = {
  all: "",
  endpoint: " of web.page",
  source: " of traffic shoppers",
  part: " of web",
  resource: " of db pool",
  moment: " of payments stall",
  effect: " of told",
  variant: "",
};

const STATISTICS = { many: "mean, max, every percentile", level: "mean, max", one: "" } as const;
const UNIT = { ms: "time", "1": "share", "1/s": "a second", number: "number" } as const;
const BETTER = { less: "less", more: "more", neither: "" } as const;

const TEXT: readonly string[] = [
  "What runs tell has one name, in objectives, claims, `show`, `select`, `--figure` and comparisons: the figure and what it is of, `figure of what`. In an experiment the variant stands behind it, in braces.",
  "Latency needs no name: `p99` is `latency p99`. The statistic stands behind every other figure: `wait p99 of db pool`, `queue max of mails workers`; without one it is the mean. `errors of db by pool-timeout` are those of one cause.",
  `| where | written |
|---|---|
| claim | \`p99 of web.page{cache} < 300ms\`, \`calls of db{one by one} > 5 * calls of db{at once}\` |
| claim on the difference from the baseline | \`p99 of web.page{cache} is better\` |
| objective | \`latency{web.page}: [p(99) < 300ms]\`, \`within(500ms): [rate > 99%]\` |
| column of an experiment | \`show: [p99 of web.page, hit rate of catalogue]\` |`,
];

export const figuresChapter = (): Chapter => ({
  title: "Figures",
  level: 2,
  words: ["figure", "metrics", "metric"],
  text: TEXT,
  in: "",
  entries: [],
  heads: ["figure", "of", "statistics", "unit", "better", "meaning"],
  rows: ALL_FAMILIES.map(row),
});

function row({ name, takes, scopes, parts, statistics, unit, goal, summary }: Family): Row {
  const written = takes === undefined ? name : `${name}(${UNITS[takes].example})`;
  const of = parts === undefined ? scopes.map((scope) => SCOPES[scope]) : parts.map(placeOf);
  const shown = name === LATENCY ? "`p99`, `mean` …" : `\`${written}\``;
  const example = parts === undefined ? OF[scopes[0]!] : ` of ${nameOf(parts[0]!)}`;
  const said = name === LATENCY ? "p99 of web.page" : `${written}${example}`;
  const [of1 = ""] = [of.join("; ")];
  return {
    name,
    cells: [shown, of1, STATISTICS[statistics], UNIT[unit], BETTER[goal], summary],
    lines: [
      summary,
      `of: ${of1}`,
      `unit: ${UNIT[unit]}${goal === "neither" ? "" : `; ${goal} is better`}`,
      ...(STATISTICS[statistics] === "" ? [] : [`statistics: ${STATISTICS[statistics]}`]),
      `show: [${said}]`,
    ],
  };
}

/** Of a part, as the examples of its type have it. */
const nameOf = (type: string): string =>
  /^(\S+):/m.exec(PART_KINDS.find((kind) => kind.type === type)?.examples ?? "")?.[1] ?? type;

const placeOf = (type: string): string => {
  const section = PART_KINDS.find((kind) => kind.type === type)?.section;
  return section === undefined ? `type ${type}` : `\`${section}\``;
};
