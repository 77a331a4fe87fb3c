/** The recorded times of a step as a distribution, for what is said of a model before it runs. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { meanOf } from "../../engine/random/moments.js";
import type { Model } from "../language/model.js";
import { isRecord, type TrafficRate } from "./rate.js";
import { type RecordedRequests, rowsOf } from "./record.js";
import { workOf } from "./recorded-work.js";

/** The times of a purpose as a source's requests bring them, such as "query:db.search". */
export type Brought = (purpose: string, drawn: DistributionSpec) => DistributionSpec;

/** Of one step among several of its kind it tells nothing. */
export function broughtBy(model: Model, rate: TrafficRate | undefined): Brought {
  if (!isRecord(rate)) return (_, drawn) => drawn;
  const told = Object.keys(rate.work).map((of) => workOf(model, of, rate));
  return (purpose, drawn) => {
    const found = told.find((each) => each.purpose === purpose && each.each === 1);
    return found === undefined ? drawn : lawOf(rowsOf(rate), found.column, found.times, drawn);
  };
}

const VALUES = 200; // Of the distribution that stands for a column, evenly spaced in its order.

const SAMPLE = 20_000; // Rows whose order is enough to know.

interface Law {
  readonly values: readonly number[]; // With the column's mean.
  readonly told: number; // Share of the rows that say a time.
}

const known = new WeakMap<RecordedRequests, Map<string, Law>>();
const made = new WeakMap<DistributionSpec, Map<Law, DistributionSpec>>();

function lawOf(rows: RecordedRequests, column: string, times: number, drawn: DistributionSpec): DistributionSpec {
  const laws = known.get(rows) ?? new Map<string, Law>();
  known.set(rows, laws);
  const law = laws.get(column) ?? columnLaw(rows.work[column]!);
  laws.set(column, law);
  const before = made.get(drawn) ?? new Map<Law, DistributionSpec>();
  made.set(drawn, before);
  const found = before.get(law) ?? together(law, times, drawn);
  before.set(law, found);
  return found;
}

function columnLaw(column: Float64Array): Law {
  const said = column.filter((ms) => ms >= 0);
  if (said.length === 0) return { values: [], told: 0 };
  const step = Math.ceil(said.length / SAMPLE);
  const some = said.filter((_, i) => i % step === 0).sort();
  const values = Array.from({ length: VALUES }, (_, i) => some[Math.floor(((i + 0.5) / VALUES) * some.length)]!);
  const found = values.reduce((sum, ms) => sum + ms, 0) / VALUES;
  const mean = said.reduce((sum, ms) => sum + ms, 0) / said.length;
  const factor = found > 0 ? mean / found : 1;
  return { values: values.map((ms) => ms * factor), told: said.length / column.length };
}

/** What is not said is drawn, which its mean stands for. */
function together({ values, told }: Law, times: number, drawn: DistributionSpec): DistributionSpec {
  if (told === 0) return drawn;
  const others = Math.round((values.length * (1 - told)) / told);
  const all = [...values.map((ms) => ms * times), ...new Array<number>(Math.min(others, 10_000)).fill(meanOf(drawn))];
  return { kind: "empirical", values: all };
}
