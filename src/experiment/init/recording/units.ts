/** In what unit numbers of durations are: as a flag says, as the field's name says, or as they look. */
import { type Hints, UNITS, type Unit } from "./format.js";

/** Fields of known programs, whose names do not tell. */
const KNOWN: Readonly<Record<string, Unit>> = {
  request_time: "s", // nginx
  upstream_response_time: "s",
  responseTime: "ms", // pino-http
  "event.duration": "ns", // Elastic Common Schema
  Duration: "ns", // Traefik
  elapsed: "ms", // JMeter
};

export interface UnitGuess {
  readonly times: number; // To milliseconds.
  readonly said: string; // In a sentence.
}

export function unitOf(field: string, samples: readonly number[], { unit }: Hints): UnitGuess {
  const is = (which: Unit, why: string): UnitGuess => ({
    times: UNITS[which],
    said: `"${field}" is taken as ${which}, ${why}`,
  });
  if (unit !== undefined) return is(unit, "as --unit says");
  const known = KNOWN[field];
  if (known !== undefined) return is(known, "as that field usually is");
  const [, ending] =
    /(?:[_. (-]|(?<=[a-z]))(ns|nanos|us|µs|micros|ms|millis|milliseconds|s|sec|secs|seconds|Ms)\)?$/.exec(field) ?? [];
  const named = ending === undefined ? undefined : ENDINGS[ending.toLowerCase()];
  if (named !== undefined) return is(named, "as its name says");
  const typical = samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? 1;
  const hasFraction = samples.some((each) => !Number.isInteger(each));
  const looks: Unit = hasFraction
    ? typical < 20
      ? "s"
      : "ms"
    : typical >= 1e6
      ? "ns"
      : typical >= 20_000
        ? "us"
        : "ms";
  return is(
    looks,
    `since its numbers look like that (half are below ${Number(typical.toPrecision(3))}); --unit says otherwise`,
  );
}

const ENDINGS: Readonly<Record<string, Unit>> = {
  ns: "ns",
  nanos: "ns",
  us: "us",
  µs: "us",
  micros: "us",
  ms: "ms",
  millis: "ms",
  milliseconds: "ms",
  s: "s",
  sec: "s",
  secs: "s",
  seconds: "s",
};

/** "12.5ms", "0.3s" → ms; null if it is not written with a unit. */
export function writtenDuration(text: string): number | null {
  const [, number, unit = ""] = /^\s*([\d.]+)\s*(ns|us|µs|ms|s)\s*$/.exec(text) ?? [];
  return number === undefined ? null : Number(number) * UNITS[(unit === "µs" ? "us" : unit) as Unit];
}
