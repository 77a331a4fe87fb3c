/** Names that logs give to their fields, and how their values are read. Used by JSON lines and by tables. */
import { type Hints, isFailure, type Seen } from "./format.js";
import { anyMoment } from "./moments.js";
import { unitOf, writtenDuration } from "./units.js";

type Row = (field: string) => unknown; // Undefined: it has none of that name.

const NAMES = {
  time: "time ts timestamp @timestamp timeStamp time_iso8601 time_local start_time startTime StartUTC date datetime t",
  path: "path uri url request_uri request.uri request.url request.path url.path url.original req.url http.url http.target httpRequest.requestUrl RequestPath route endpoint label name request",
  method:
    "method request_method request.method req.method http.request.method http.method httpRequest.requestMethod RequestMethod verb",
  status:
    "status status_code statusCode code response_code responseCode res.statusCode response.status http.response.status_code http.status_code httpRequest.status DownstreamStatus",
  duration:
    "request_time duration_ms durationMs duration latency_ms latency responseTime response_time_ms response_time elapsed_ms elapsed event.duration Duration httpRequest.latency time_taken time_ms took rt ms",
} as const;

/** Null where there is neither a time nor a duration. */
export function fieldReader(
  samples: readonly Row[],
  hints: Hints,
): { readonly read: (row: Row) => Seen | string; readonly guesses: readonly string[]; readonly sure: number } | null {
  const given = {
    time: hints.timeField,
    path: hints.pathField,
    duration: hints.durationField,
    status: hints.statusField,
    method: undefined,
  };
  const usable = {
    time: (value: unknown) => anyMoment(value) !== null,
    duration: (value: unknown) => !Number.isNaN(numberIn(value)),
  };
  const find = (
    what: keyof typeof NAMES,
    fits: (value: unknown) => boolean = (value) => value !== undefined && value !== null,
  ): string | null =>
    given[what] ??
    NAMES[what].split(" ").find((name) => samples.filter((row) => fits(row(name))).length > samples.length / 2) ??
    null;
  const [time, duration] = [find("time", usable.time), find("duration", usable.duration)];
  if (time === null && duration === null) return null;
  const [path, method, status] = [find("path"), find("method"), find("status")];
  const bare =
    duration === null ? [] : samples.flatMap((row) => (isBare(row(duration)) ? [numberIn(row(duration))] : []));
  const unit = duration === null || bare.length === 0 ? null : unitOf(duration, bare, hints);
  const read = (row: Row): Seen | string => {
    const at = time === null ? null : anyMoment(row(time));
    if (time !== null && at === null) return `no time in "${time}"`;
    const took = duration === null ? null : numberIn(row(duration)) * (isBare(row(duration)) ? (unit?.times ?? 1) : 1);
    if (took !== null && (Number.isNaN(took) || took < 0)) return `no duration in "${duration}"`;
    const code = status === null ? Number.NaN : Number(row(status));
    return {
      atMs: at?.atMs ?? null,
      offsetMs: at?.offsetMs ?? 0,
      method: method === null ? "" : String(row(method) ?? ""),
      path: path === null ? null : textOf(row(path)),
      failed: Number.isNaN(code) ? null : isFailure(code),
      durationMs: took,
    };
  };
  const taken = Object.entries({ time, path, status, duration }).flatMap(([what, field]) =>
    field === null ? [] : [`${what} from "${field}"`],
  );
  return {
    read,
    guesses: [`read were ${taken.join(", ")}`, ...(unit === null ? [] : [unit.said])],
    sure: time !== null ? 1 : 0.8,
  };
}

/** Of "0.3s" 300, of a number itself. */
function numberIn(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return Number.NaN;
  return writtenDuration(value) ?? Number(value);
}

const isBare = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && writtenDuration(value) === null);

/** The path of "GET /a HTTP/1.1" too. */
function textOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const [, path] = /^[A-Z]{3,10} (\S+)(?: HTTP\/[\d.]+)?$/.exec(value) ?? [];
  return path ?? value;
}
