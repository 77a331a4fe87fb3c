/** What others call the sections of a model. */
import { type Around, asYaml, byName, isRecord, type OtherWords } from "./other-words.js";

export const MODEL_WORDS: OtherWords = {
  keys: {
    parts: "services components nodes systems topology architecture resources",
    traffic: "workload workloads load users clients arrivals requests sources",
    objectives: "thresholds slo slos sla slas goals targets",
    timeline: "events incidents faults scenario moments chaos",
    name: "title model",
  },
  entries: {
    "duration run-time length": ({ value }) => `run: { duration: ${asYaml(value)} }`,
    "warmup warm-up warm-up-time": ({ value }) => `run: { warm-up: ${asYaml(value)} }`,
    seed: ({ value }) => `run: { seed: ${asYaml(value)} }`,
    "replications repetitions repeats iterations": ({ value }) => `run: { replications: ${asYaml(value)} }`,
  },
  leftOut: { "units author date comment notes": "write it as a comment, after #" },
  missing: { version: "version: 1" },
};

export const VERSION_WORDS: OtherWords = { value: () => "1" };

export const PARTS_WORDS: OtherWords = { value: byName };

export const RUN_WORDS: OtherWords = {
  keys: { "warm-up": "warmup ramp-up", replications: "runs repetitions repeats iterations", duration: "length time" },
};

/** `web.page: { p99: 300ms, errors: 0.1% }`, and an objective written with a comma. */
export const OBJECTIVE_WORDS: OtherWords = {
  value({ key, value }: Around) {
    if (!isRecord(value)) return null;
    const said = Object.entries(value).map(([name, limit]) => objectiveOf(key, name, limit));
    if (said.some((each) => each === null)) return null;
    const heads = [...new Set(said.map((each) => each![0]))];
    const write = heads.map(
      (head) => `${JSON.stringify(head)}: ${asYaml(said.filter((each) => each![0] === head).map((each) => each![1]))}`,
    );
    return { write: write.join(", "), of: "entry" };
  },
};

function objectiveOf(key: string, name: string, limit: unknown): readonly [head: string, condition: string] | null {
  const of = key.includes(".") ? `{${key}}` : "";
  const bound = String(limit).replace(/^\s*([<>]=?)?\s*/, "");
  const [, percentile] = /^p\(?(\d+(?:\.\d+)?)\)?$/.exec(name) ?? [];
  const head = of === "" && /^latency/.test(key) ? key : `latency${of}`;
  if (percentile !== undefined) return [head, `p(${percentile}) < ${bound}`];
  if (/^(mean|average|avg)$/.test(name)) return [head, `mean < ${bound}`];
  if (/^(median)$/.test(name)) return [head, `p(50) < ${bound}`];
  if (/^(errors?|error_?rate|failures?)$/i.test(name)) return [`errors${of}`, `rate < ${bound}`];
  return null;
}

/** A list of moments, each under a name. */
export const MOMENTS_WORDS: OtherWords = {
  value({ value }) {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord)) return null;
    const names = value.map((each) => nameOf(each));
    if (new Set(names).size < names.length) return null;
    return {
      write: `{ ${names.map((name) => `${name}: …`).join(", ")} }`,
      why: "each under a name",
    };
  },
};

const nameOf = (moment: Readonly<Record<string, unknown>>): string => {
  if (typeof moment.name === "string") return moment.name;
  const [verb, about] =
    Object.entries(moment).find(([key, value]) => !TIMES.includes(key) && typeof value === "string") ?? [];
  return `${String(about)} ${String(verb)}`;
};

const TIMES = ["at", "for", "duration", "until", "start", "time", "factor", "by", "lasts"];

export const MOMENT_WORDS: OtherWords = {
  keys: { at: "start time begin from when", for: "duration lasts length", by: "factor multiplier times" },
};
