/**
 * The Common Log Format of web servers, and the Combined one with referrer and agent, with times behind them: nginx's
 * $request_time in seconds, Apache's %D in microseconds, or key=value.
 */
import type { Hints, LineFormat, Seen } from "./format.js";
import { isFailure, UNITS } from "./format.js";
import { type Instant, logMoment } from "./moments.js";

export const accessLog: LineFormat = {
  name: "access log (Common or Combined)",
  reader(head, hints) {
    const tails = head.flatMap((line) => {
      const parsed = parse(line);
      return typeof parsed === "string" ? [] : [parsed.tail];
    });
    if (tails.length === 0) return null;
    const { times, guesses } = timeIn(tails, hints);
    const read = (line: string): Seen | string => {
      const parsed = parse(line);
      if (typeof parsed === "string") return parsed;
      const { at, method, path, status, tail } = parsed;
      return { ...at, method, path, failed: Number.isNaN(status) ? null : isFailure(status), durationMs: times(tail) };
    };
    return { sure: tails.length / head.length, reader: { read, guesses } };
  },
};

interface Parsed {
  readonly at: Instant;
  readonly method: string;
  readonly path: string;
  readonly status: number; // NaN if not told.
  readonly tail: string; // What stands behind the number of bytes.
}

/** By hand: requests may have quotes in them, and a pattern would take its time over long lines. */
function parse(line: string): Parsed | string {
  const open = line.indexOf(" [");
  const close = line.indexOf('] "', open);
  if (open < 0 || close < 0) return 'no [time] and "request"';
  const at = moment(line.slice(open + 2, close));
  if (at === null) return `no time: ${line.slice(open + 2, close)}`;
  const start = close + 3;
  const end = endOfRequest(line, start);
  if (end === null) return "no status behind the request";
  const request = line.slice(start, end.at);
  const [, method = "", path = request] = /^([A-Z]{3,10}) ([^ ]*)/.exec(request) ?? [];
  return {
    at,
    method,
    path,
    status: end.status,
    tail: line.slice(end.after),
  };
}

/** Where `" 200 1234` is. A request may have quotes, so the first behind its protocol, if it has one. */
function endOfRequest(line: string, start: number): End | null {
  const protocol = line.indexOf(" HTTP/", start);
  return (protocol < 0 ? null : endFrom(line, protocol)) ?? endFrom(line, start);
}

interface End {
  readonly at: number;
  readonly status: number; // NaN if not told.
  readonly after: number;
}

function endFrom(line: string, start: number): End | null {
  for (let at = line.indexOf('" ', start); at >= 0; at = line.indexOf('" ', at + 1)) {
    const [whole, status] = /^" (\d{3}|-)(?: (?:\d+|-))?(?= |$)/.exec(line.slice(at, at + 40)) ?? [];
    if (whole !== undefined) return { at, status: Number(status), after: at + whole.length };
  }
  return null;
}

/** Lines of one second follow each other. */
let last = { text: "", at: null as Instant | null };
function moment(text: string): Instant | null {
  if (text !== last.text) last = { text, at: logMoment(text) };
  return last.at;
}

const NAMED = /(?:^|[\s"])(?:rt|request_time|reqtime|duration|time)[=:]"?([\d.]+)/;

/** Which number behind a line is its time. */
function timeIn(
  tails: readonly string[],
  { unit }: Hints,
): { times: (tail: string) => number | null; guesses: string[] } {
  if (tails.some((tail) => NAMED.test(tail))) {
    const per = unit === undefined ? 1000 : UNITS[unit];
    return {
      times: (tail) => numberOr(NAMED.exec(tail)?.[1], per),
      guesses: [`the time of a request is what follows rt= or request_time=, in ${unit ?? "s"}`],
    };
  }
  const bare = tails.map(bareNumber);
  const known = bare.filter((each) => each !== undefined);
  if (known.length < tails.length / 2) return { times: () => null, guesses: [] };
  const isSeconds = known.some((each) => each.includes("."));
  const per = unit === undefined ? (isSeconds ? 1000 : 1e-3) : UNITS[unit];
  const words = unit ?? (isSeconds ? "s, as nginx's $request_time" : "µs, as Apache's %D");
  return {
    times: (tail) => numberOr(bareNumber(tail), per),
    guesses: [`the first number behind a line is taken as the time of the request, in ${words}; --unit says otherwise`],
  };
}

/** The first number by itself behind all that is in quotes. */
const bareNumber = (tail: string): string | undefined =>
  /(?:^|[\s,])(\d+(?:\.\d+)?)(?=[\s,]|$)/.exec(tail.slice(tail.lastIndexOf('"') + 1))?.[1];

const numberOr = (text: string | undefined, times: number): number | null => {
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value * times : null;
};
