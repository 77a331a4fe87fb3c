/** What load generators and lecture sheets call what traffic here has. */
import { type Around, asYaml, byName, type Instead, isRecord, type OtherWords } from "../language/other-words.js";

export const TRAFFIC_WORDS: OtherWords = {
  keys: {
    rate: "rps qps tps lambda λ arrival-rate rate-per-second req-per-sec requests-per-second throughput frequency load users-per-sec arrivals-per-second",
    users:
      "vus virtual-users clients threads concurrency num-users concurrent-users user-count num-threads connections",
    think: "think-time pause pacing sleep wait wait-time z",
    mix: "endpoints routes paths targets weights distribution-of-requests calls operations requests-mix tasks",
    to: "target endpoint url path calls",
    arrivals: "pattern distribution process arrival-process interarrival inter-arrival arrival",
    background: "is-background",
  },
  entries: {
    "spike spikes surge burst peak base normal baseline base-rate peak-rate": spikesOf,
    "stages ramp ramping profile steps": ({ value }) => stagesOf(value),
  },
  leftOut: {
    "duration name executor scenario exec": "`run: { duration: 10min }` at the top says how long it is measured",
  },
  /** A source without a name, whose options stand where its name would be. */
  value({ file, path }) {
    const { traffic } = file;
    const isOption = ["rate", "users", "to", "mix", "think", "arrivals", "rps", "vus", "lambda"].includes(
      String(path[1]),
    );
    if (path.length !== 2 || !isOption || !isRecord(traffic)) return null;
    return {
      write: asYaml({ users: traffic }),
      at: ["traffic"],
      of: "value",
      why: "a source has a name",
    };
  },
};

export const SOURCES_WORDS: OtherWords = { value: byName };

/** The endpoint that is meant by "web/page", or by "page" where a single part has it. */
export function dottedName(text: string, file: Around["file"], under: "endpoints" | "queries"): string | null {
  const parts = isRecord(file.parts) ? Object.entries(file.parts) : [];
  const has = (part: unknown): readonly string[] =>
    isRecord(part) && isRecord(part[under]) ? Object.keys(part[under]) : [];
  const [, part, name] = /^\/?([\w-]+)(?:\/|:|::|#|->|\.|\s)\/?([\w-]+)$/.exec(text) ?? [];
  if (part !== undefined && parts.some(([each]) => each === part)) return `${part}.${name}`;
  const word = text.replace(/^(GET|POST|PUT|DELETE)?\s*\//i, "");
  const whole = parts.find(([each]) => each === word);
  if (whole !== undefined) {
    const names = has(whole[1]);
    return names.length === 1 ? `${word}.${names[0]}` : null;
  }
  const owners = parts.filter(([, each]) => has(each).includes(word));
  return owners.length === 1 ? `${owners[0]![0]}.${word}` : null;
}

export const MIX_WORDS: OtherWords = {
  anyEntry({ key, value, file }) {
    const name = dottedName(key, file, "endpoints");
    return name === null ? null : `${name}: ${asYaml(value)}`;
  },
  value({ value }) {
    if (!Array.isArray(value) || !value.every(isRecord)) return null;
    return asYaml(Object.assign({}, ...value));
  },
};

export const ENDPOINT_WORDS: OtherWords = {
  value: ({ value, file }) => (typeof value === "string" ? dottedName(value, file, "endpoints") : null),
};
export const QUERY_NAME_WORDS: OtherWords = {
  value: ({ value, file }) => (typeof value === "string" ? dottedName(value, file, "queries") : null),
};

/** `requests:` is a record here; shares of endpoints are the `mix`. */
export const RECORD_WORDS: OtherWords = {
  anyEntry: ({ key, path }) =>
    /^[\w-]+\.[\w-]+$/.test(key) ? { write: "mix", of: "key", at: path.slice(0, -1) } : null,
};

export const ARRIVALS_WORDS: OtherWords = {
  words: { poisson: "exponential random memoryless markov m", constant: "deterministic uniform fixed regular d even" },
};

/** `spike: { at: 20:00, factor: 5, duration: 10m }` beside a rate; `base` and `peak`. */
function spikesOf({ key, value, beside }: Around): string | Instead | null {
  const base = beside.rate ?? beside.base ?? beside.normal ?? beside.baseline ?? beside.base_rate ?? beside.rps;
  const peak = beside.peak ?? beside.peak_rate ?? beside.peakRate ?? (/^peak/.test(key) ? value : undefined);
  if (base === undefined || isRecord(base)) return null;
  const said = (Array.isArray(value) ? value : [value]).map((each) =>
    isRecord(each)
      ? each
      : peak !== undefined || typeof each === "number"
        ? { rate: peak ?? each }
        : saidIn(String(each)),
  );
  const spikes = said.map((each) => spikeOf(each, base));
  if (/^(base|normal)/.test(key) && peak === undefined) return `rate: ${asYaml(value)}`;
  const all = /^(base|normal)/.test(key) ? [spikeOf({ rate: peak }, base)] : spikes;
  if (all.some((each) => each === null)) return null;
  const write = `rate: { base: ${asYaml(base)}, spikes: [${all.join(", ")}] }`;
  return /\d:\d\d/.test(JSON.stringify(value)) ? { write, why: "`at` counts from the start of the run" } : write;
}

const PLAIN_RATE = /^[\d.,]+\s*k?\s*([/a-z]+)?$/i;

/** "800/s" is a height, and "3x at 20:00 for 2h" a height, a start and a length. */
function saidIn(text: string): Readonly<Record<string, unknown>> {
  const factor = /([\d.]+)\s*(?:[x×]|times|fold)|[x×]\s*([\d.]+)/i.exec(text);
  if (factor === null && PLAIN_RATE.test(text.trim())) return { rate: text };
  const rate = /([\d.]+\s*k?)\s*(?:\/\s*s|rps|req\/s)/i.exec(text)?.[1];
  const lasts = /\b(?:for|lasting|during)\s+([\d.]+)\s*([a-z]+)/i.exec(text);
  const at = /\b(?:at|from|after)\b\D*(\d+:\d\d(?::\d\d)?|[\d.]+\s*[a-z]+)/i.exec(text)?.[1];
  return {
    ...(factor === null ? {} : { factor: factor[1] ?? factor[2] }),
    ...(rate === undefined ? {} : { rate: `${rate.replace(/\s/g, "")}/s` }),
    ...(lasts === null ? {} : { lasts: `${lasts[1]}${lasts[2]!.replace(/^h.*$/, "h").replace(/^d.*$/, "d")}` }),
    ...(at === undefined ? {} : { at }),
  };
}

function spikeOf(said: Readonly<Record<string, unknown>>, base: unknown): string | null {
  const times = said.factor ?? said.multiplier ?? said.times ?? said.by ?? said.x ?? said.multiply;
  const rate = said.rate ?? said.peak ?? said.to ?? said.rps ?? said.height ?? multiplied(base, times);
  if (rate === null || rate === undefined) return null;
  const at = timeOf(said.at ?? said.start ?? said.from ?? said.begin ?? said.after ?? "5min");
  const lasts = timeOf(said.lasts ?? said.for ?? said.duration ?? said.length ?? said.lasting ?? "2min");
  const ramps = (["rise", "fall"] as const).filter((each) => said[each] !== undefined);
  const others = ramps.map((each) => `, ${each}: ${timeOf(said[each])}`).join("");
  return `{ at: ${at}, rate: ${asYaml(rate)}, lasts: ${lasts}${others} }`;
}

/** "40/s" times 5. */
function multiplied(base: unknown, times: unknown): string | null {
  const [, number, unit] = /^\s*([\d.]+)(.*)$/.exec(String(base)) ?? [];
  const factor = Number(String(times).replace(/\s*[x×]\s*$|^\s*[x×]\s*/i, ""));
  if (number === undefined || !(factor > 0)) return null;
  return `${Number((Number(number) * factor).toPrecision(12))}${unit?.trim() || "/s"}`;
}

/** As the language writes it: `10m` is 10min, `20:00` 20 minutes from the start. */
function timeOf(value: unknown): string {
  const text = String(value).trim();
  const clock = /^(\d+):(\d\d)(?::(\d\d))?$/.exec(text);
  if (clock !== null) {
    const [, a, b, c] = clock;
    const seconds = c === undefined ? Number(a) * 60 + Number(b) : Number(a) * 3600 + Number(b) * 60 + Number(c);
    return seconds % 60 === 0 ? `${seconds / 60}min` : `${seconds}s`;
  }
  if (/^\d+(\.\d+)?$/.test(text)) return `${text}s`;
  return text.replace(/^([\d.]+)\s*m(inutes?|ins?)?$/, "$1min").replace(/^([\d.]+)\s*s(ec(ond)?s?)?$/, "$1s");
}

/** k6's stages, as a rate that goes from one to the next in straight lines. */
function stagesOf(value: unknown): string | null {
  if (!Array.isArray(value) || !value.every((each) => isRecord(each) && each.duration !== undefined)) return null;
  let seconds = 0;
  const points = value.map((each: Readonly<Record<string, unknown>>) => {
    seconds += secondsOf(each.duration);
    const target = String(each.target ?? each.rate ?? 0);
    const at = seconds % 60 === 0 ? `${seconds / 60}min` : `${seconds}s`;
    return `{ at: ${at}, rate: ${/^[\d.]+$/.test(target) ? `${target}/s` : target}, ramp: true }`;
  });
  if (!Number.isFinite(seconds)) return null;
  return `rate: { profile: [{ at: 0s, rate: 0/s }, ${points.join(", ")}] }`;
}

function secondsOf(value: unknown): number {
  const [, number, unit = "s"] = /^\s*([\d.]+)\s*([a-z]*)/i.exec(String(value)) ?? [];
  return Number(number) * (/^h/.test(unit) ? 3600 : /^m(?!s)/.test(unit) ? 60 : /^ms/.test(unit) ? 0.001 : 1);
}
