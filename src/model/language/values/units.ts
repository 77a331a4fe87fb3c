/**
 * Every unit a model file may use, and the one place that converts them.
 *
 * In memory a duration is in milliseconds, a rate per second, a share between 0 and 1, a size in bytes, a bandwidth in
 * bytes per second.
 */
export interface Unit {
  readonly times: number;
  readonly per: number; // Divided by rather than multiplied by 1/per, so that 7% is exactly 0.07.
}

/** A quantity written as a number and a unit. */
export interface Quantity {
  readonly name: string; // With its article: "a duration".
  readonly units: ReadonlyMap<string, Unit>;
  readonly usual: readonly string[]; // Units to name in a message.
  readonly guess: string; // Likely unit of a number without one.
  readonly otherNames: ReadonlyMap<string, string>; // Alternative spelling in lower case → the unit.
  readonly bare: "refused" | "zero" | "meant"; // Which numbers may stand without a unit.
  readonly examples: readonly string[];
  /** Formats a value in memory as a file would have it. */
  write(value: number): string;
}

const unit = (times: number, per = 1): Unit => ({ times, per });

/** A number for people: at most `digits` significant digits. */
export const rounded = (value: number, digits = 4): string => String(Number(value.toPrecision(digits)));

export const DURATION: Quantity = {
  name: "a duration",
  units: new Map([
    ["us", unit(1, 1000)],
    ["µs", unit(1, 1000)], // The micro sign of keyboards …
    ["μs", unit(1, 1000)], // … and the Greek letter, which looks the same.
    ["ms", unit(1)],
    ["s", unit(1000)],
    ["min", unit(60_000)],
    ["h", unit(3_600_000)],
    ["d", unit(86_400_000)],
  ]),
  usual: ["us", "ms", "s", "min", "h", "d"],
  guess: "ms",
  otherNames: named({
    us: "usec usecs micros microsecond microseconds",
    ms: "msec msecs milli millis millisecond milliseconds",
    s: "sec secs second seconds",
    min: "m mins minute minutes",
    h: "hr hrs hour hours",
    d: "day days",
  }),
  bare: "zero",
  examples: ["40ms", "1.5s", "2min"],
  write: writeDuration,
};

export const RATE: Quantity = {
  name: "a rate",
  units: new Map(
    [unit(1), unit(1000), unit(1_000_000)].flatMap(({ times }, i): [string, Unit][] => {
      const prefix = ["", "k", "M"][i]!;
      return [
        [`${prefix}/s`, unit(times)],
        [`${prefix}/min`, unit(times, 60)],
        [`${prefix}/h`, unit(times, 3600)],
        [`${prefix}/d`, unit(times, 86_400)],
      ];
    }),
  ),
  usual: ["/s", "/min", "/h", "/d"],
  guess: "/s",
  otherNames: named({
    "/s": "s rps qps tps hz req/s reqs/s requests/s /s /sec /second ps",
    "/min": "min rpm req/min requests/min /m /min /minute",
    "/h": "h rph req/h requests/h /h /hr /hour",
    "/d": "d req/d requests/d /d /day",
  }),
  bare: "zero",
  examples: ["800/s", "48/min", "1.5k/s"],
  write: (perSecond) => `${rounded(perSecond)}/s`,
};

export const SHARE: Quantity = {
  name: "a percentage",
  units: new Map([["%", unit(1, 100)]]),
  usual: ["%"],
  guess: "%",
  otherNames: named({ "%": "percent pct" }),
  bare: "zero",
  examples: ["90%", "0.5%"],
  write: (share) => `${rounded(share * 100)}%`,
};

export const SIZE: Quantity = {
  name: "a size",
  units: new Map([
    ["B", unit(1)],
    ["kB", unit(1e3)],
    ["KB", unit(1e3)],
    ["MB", unit(1e6)],
    ["GB", unit(1e9)],
    ["TB", unit(1e12)],
    ["KiB", unit(1024)],
    ["MiB", unit(1024 ** 2)],
    ["GiB", unit(1024 ** 3)],
    ["TiB", unit(1024 ** 4)],
  ]),
  usual: ["B", "KB", "MB", "GB", "KiB", "MiB", "GiB"],
  guess: "B",
  otherNames: named({
    B: "byte bytes",
    KB: "k kb",
    MB: "m mb",
    GB: "g gb",
    TB: "t tb",
    KiB: "ki",
    MiB: "mi",
    GiB: "gi",
    TiB: "ti",
  }),
  bare: "zero",
  examples: ["64KB", "1MB", "4KiB"],
  write: (bytes) => `${rounded(bytes)}B`,
};

export const BANDWIDTH: Quantity = {
  name: "a bandwidth",
  units: new Map([
    ["bit/s", unit(1, 8)],
    ["kbit/s", unit(1e3, 8)],
    ["Mbit/s", unit(1e6, 8)],
    ["Gbit/s", unit(1e9, 8)],
    ["B/s", unit(1)],
    ["KB/s", unit(1e3)],
    ["MB/s", unit(1e6)],
    ["GB/s", unit(1e9)],
  ]),
  usual: ["Mbit/s", "Gbit/s", "MB/s", "GB/s"],
  guess: "Mbit/s",
  otherNames: named({ "Mbit/s": "mbps mbit/s mbit", "Gbit/s": "gbps gbit/s gbit", "MB/s": "mb/s", "GB/s": "gb/s" }),
  bare: "refused",
  examples: ["1Gbit/s", "100MB/s"],
  write: (bytesPerSecond) => `${rounded(bytesPerSecond / 1e6)}MB/s`,
};

/** A number that counts things and so needs no unit. */
export const NUMBER: Quantity = {
  name: "a number",
  units: new Map(),
  usual: [],
  guess: "",
  otherNames: new Map(),
  bare: "meant",
  examples: ["11", "2.5"],
  write: (value) => rounded(value),
};

/** A number of many things. */
export const MANY: Quantity = {
  name: "a whole number",
  units: new Map([
    ["k", unit(1000)],
    ["M", unit(1_000_000)],
  ]),
  usual: ["k", "M"],
  guess: "",
  otherNames: named({ k: "thousand", M: "mio million" }),
  bare: "meant",
  examples: ["50000", "50k", "1M"],
  write: (value) => String(value),
};

/** The duration [ms] in the largest unit that needs no rounding, in at most four digits: `1.5s`, `250us`, `100s`. */
export function writeDuration(ms: number): string {
  if (ms === 0) return "0ms";
  if (ms === Infinity) return "unlimited";
  const units = [...DURATION.units].filter(([name]) => DURATION.usual.includes(name)).reverse();
  const fitting = units.filter(([, { times, per }]) => (ms * per) / times >= 1);
  const exact = fitting.find(([, { times, per }]) => Number(rounded((ms * per) / times)) === (ms * per) / times);
  const [name, { times, per }] = exact ?? fitting[0] ?? units.at(-1)!;
  return rounded((ms * per) / times) + name;
}

function named(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names).flatMap(([known, others]) => others.split(" ").map((other) => [other, known])));
}

/**
 * Thrown by the readers of this folder when a text is not what was expected, and caught in `written.ts`,
 * which turns it into a zod issue. Offsets count characters from the start of the text that was read.
 */
export class Misread extends Error {
  constructor(
    message: string,
    readonly offset = 0,
    readonly length = 0, // 0 means: the whole text.
    readonly hint: string | null = null, // What to write instead, as a sentence.
    readonly repair: Repair | null = null, // The same as data.
  ) {
    super(message);
  }

  /** The same mistake, placed in a longer text that contains this one at `offset`. */
  movedBy(offset: number, wholeLength: number): Misread {
    const repair = this.repair && {
      text: this.repair.text,
      offset: this.repair.offset + offset,
      length: this.repair.length || wholeLength,
    };
    return new Misread(this.message, this.offset + offset, this.length || wholeLength, this.hint, repair);
  }

  /** What to write instead of a part of the text, which the hint says too. */
  repairedBy(text: string, offset = 0, length = 0): Misread {
    return new Misread(this.message, this.offset, this.length, this.hint, { text, offset, length });
  }
}

/** A piece of the text that was read, and what to write there; length 0 means: all of it. */
export interface Repair {
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** `did you mean 40ms?` */
export const didYouMean = (text: string): string => `did you mean ${text}?`;
