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

/** Objectives as a list of sentences. */
export const OBJECTIVES_WORDS: OtherWords = {
  value({ value }) {
    if (!Array.isArray(value)) return null;
    const said = value.map((each) => SENTENCE.exec(String(each)));
    if (said.length === 0 || said.some((each) => each === null)) return null;
    const entries = new Map<string, string[]>();
    for (const [, statistic, metric = "", limit = ""] of said as RegExpExecArray[]) {
      const isLatency = /latency|response/i.test(metric);
      const condition = isLatency ? `${statistic ?? "p99"} < ${limit}` : `rate < ${limit}`;
      const head = isLatency ? "latency" : "errors";
      entries.set(head, [...(entries.get(head) ?? []), condition]);
    }
    return asYaml(Object.fromEntries(entries));
  },
};

const SENTENCE =
  /^\s*(p\d+(?:\.\d+)?|mean|median)?\s*(?:of\s+)?(latency|response.?time|error.?rate|errors)\s*(?:is |stays )?(?:below|under|less than|<=?)\s*([\d.]+\s*(?:ms|s|%))\s*$/i;

function objectiveOf(key: string, name: string, limit: unknown): readonly [head: string, condition: string] | null {
  const of = key.includes(".") ? `{${key}}` : "";
  const bound = String(limit).replace(/^\s*([<>]=?)?\s*/, "");
  const [, percentile] = /^p\(?(\d+(?:\.\d+)?)\)?$/.exec(name) ?? [];
  const head = of === "" && /^latency/.test(key) ? key : `latency${of}`;
  if (percentile !== undefined) return [head, `p(${percentile}) < ${bound}`];
  if (/^(mean|average|avg)$/.test(name)) return [head, `mean < ${bound}`];
  if (/^(median)$/.test(name)) return [head, `p(50) < ${bound}`];
  const [, inside] = /(?:^|[^a-z])p(\d+(?:\.\d+)?)(?:$|[^\d])/i.exec(name) ?? [];
  if (inside !== undefined) return [head, `p(${inside}) < ${bound}`];
  const good = /^(success|availability|uptime)/i.test(name) ? Number.parseFloat(bound) : Number.NaN;
  if (!Number.isNaN(good)) {
    const rest = /%/.test(bound) ? 100 - good : 100 * (1 - good);
    return [`errors${of}`, `rate < ${Number(rest.toPrecision(6))}%`];
  }
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

/** Of a moment, by its verb. */
export const MOMENT_VERBS: OtherWords = {
  keys: {
    down: "kill kills crash crashes stop outage fail-over failure shutdown terminate",
    slow: "slows slowdown latency degrade delay",
    fails: "errors error-injection",
    flush: "clear empty restart-cache",
    link: "partition network-partition netsplit",
    release: "deploy deployment rollout",
    traffic: "spike surge burst load",
  },
};

export const MOMENT_WORDS: OtherWords = {
  keys: {
    ...MOMENT_VERBS.keys,
    at: "start time begin from when",
    for: "duration lasts length",
    by: "factor multiplier times",
  },
};
