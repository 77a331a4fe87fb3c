/** The reference of figures as markdown, from the registry that reads them: it cannot say anything else. */
import { type Family, LATENCY, type ScopeKind } from "../../analysis/figures/figure.js";
import { UNITS } from "../../analysis/figures/units.js";
import { PART_KINDS } from "../../model/language/catalogue.js";
import { ALL_FAMILIES } from "./grammar.js";

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

const STATISTICS = { many: "mean, max, every percentile", level: "mean, max", one: "" } as const;
const UNIT = { ms: "time", "1": "share", "1/s": "a second", number: "number" } as const;

export const figuresReference = (): string =>
  [
    "## Figures",
    "What runs tell has one name, in objectives, claims, `show`, `select` and comparisons: the figure and what it is of. " +
      "In an experiment the variant stands behind it.",
    table(
      ["where", "written"],
      [
        ["claim", "`p99 of web.page{cache} < 300ms`, `calls of db{one by one} > 5 * calls of db{at once}`"],
        ["claim on the difference from the baseline", "`p99 of web.page{cache} is better`"],
        ["objective", "`latency{web.page}: [p(99) < 300ms]`, `within(500ms): [rate > 99%]`"],
        ["column of an experiment", "`show: [p99 of web.page, hit rate of catalogue]`"],
      ],
    ),
    "Latency needs no name: `p99` is `latency p99`. The statistic stands behind every other figure: `wait p99 of db pool`, " +
      "`queue max of mails workers`; without one it is the mean. `errors of db by pool-timeout` are those of one cause.",
    table(["figure", "of", "statistics", "unit", "better", "meaning"], ALL_FAMILIES.map(row)),
    "",
  ].join("\n\n");

function row({ name, takes, scopes, parts, statistics, unit, goal, summary }: Family): string[] {
  const written = takes === undefined ? name : `${name}(${UNITS[takes].example})`;
  const of = parts === undefined ? scopes.map((scope) => SCOPES[scope]) : parts.map(placeOf);
  const shown = name === LATENCY ? "`p99`, `mean` …" : `\`${written}\``;
  return [shown, of.join("; "), STATISTICS[statistics], UNIT[unit], goal === "neither" ? "" : goal, summary];
}

const placeOf = (type: string): string => {
  const section = PART_KINDS.find((kind) => kind.type === type)?.section;
  return section === undefined ? `type ${type}` : `\`${section}\``;
};

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
