/** What lines of each format are read as, and how a format is recognised. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import type { Hints } from "../../../src/experiment/init/recording/format.js";
import { fromRecording } from "../../../src/experiment/init/recording/from-recording.js";
import { normalPath } from "../../../src/experiment/init/recording/paths.js";
import { readRecording } from "../../../src/experiment/init/recording/read-recording.js";

const folder = mkdtempSync(join(tmpdir(), "headroom-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(name: string, content: string | Buffer, hints: Hints = {}) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const recording = await readRecording([path], hints);
  const durations: [string, number][] = [];
  recording.tally.durations((_, where, ms) => durations.push([where, Number(ms.toPrecision(4))]));
  const { format, lines, malformed, malformedCount, guesses } = recording.files[0]!;
  return { recording, format, lines, malformed, malformedCount, guesses: guesses.join("; "), durations };
}

const clf = (request: string, rest = "", second = "00"): string =>
  `10.0.0.1 - frank [10/Oct/2000:13:55:${second} -0700] "${request}" 200 2326${rest}\n`;

it("Common and Combined logs, with quotes in requests, and times behind the lines", async () => {
  const plain = await read("common.log", clf("GET /a?x=1 HTTP/1.0") + clf('GET /"quoted" 200 7 HTTP/1.0', "", "09"));
  expect(plain).toMatchObject({
    format: "access log (Common or Combined)",
    lines: 2,
    malformedCount: 0,
    durations: [],
  });
  expect(plain.recording.tally.rows).toEqual({
    firstS: Date.UTC(2000, 9, 10, 20, 55) / 1000,
    counts: [1, ...Array(8).fill(0), 1],
  });
  const combined = ' "http://e.org/" "Mozilla/4.08 [en] (Win98; I)"';
  const nginx = await read("nginx.log", clf("POST /cart HTTP/1.1", `${combined} 0.125 0.120`));
  expect(nginx.durations).toEqual([["POST /cart", 125]]);
  expect(nginx.guesses).toContain("in s, as nginx's $request_time");
  const apache = await read("apache.log", clf("GET /b HTTP/1.1", `${combined} 12500`));
  expect(apache.durations).toEqual([["/b", 12.5]]);
  expect(apache.guesses).toContain("µs, as Apache's %D");
  const named = await read("named.log", clf("GET /b HTTP/1.1", `${combined} uct="0.001" rt=0.250 urt="0.249"`));
  expect(named.durations).toEqual([["/b", 250]]);
});

it("JSON lines of nginx, Caddy, pino, Elastic, Traefik and vegeta, units told", async () => {
  const said = async (line: object, hints: Hints = {}) => {
    const { format, durations, guesses, recording } = await read(
      "log.jsonl",
      `${JSON.stringify(line)}\n`.repeat(3),
      hints,
    );
    expect(format).toBe("JSON lines");
    return [durations[0], recording.tally.failed, guesses];
  };
  const at = "2026-10-06T12:00:00+02:00";
  expect(await said({ time_iso8601: at, request: "GET /a HTTP/1.1", status: "502", request_time: "0.040" })).toEqual([
    ["/a", 40],
    3,
    expect.stringContaining('"request_time" is taken as s'),
  ]);
  expect(
    await said({ ts: 1791280800.5, request: { method: "PUT", uri: "/a/1" }, status: 200, duration: 0.0123 }),
  ).toEqual([
    ["PUT /a", 12.3],
    0,
    expect.stringContaining('"duration" is taken as s, since its numbers look like that'),
  ]);
  expect(
    (
      await said({ time: 1791280800500, req: { method: "GET", url: "/a" }, res: { statusCode: 500 }, responseTime: 9 })
    ).slice(0, 2),
  ).toEqual([["/a", 9], 3]);
  expect((await said({ "@timestamp": at, "url.path": "/a", "event.duration": 7_000_000 }))[0]).toEqual(["/a", 7]);
  expect((await said({ StartUTC: at, RequestPath: "/a", Duration: 8_000_000, DownstreamStatus: 200 }))[0]).toEqual([
    "/a",
    8,
  ]);
  expect(
    (
      await said({ attack: "", seq: 0, code: 200, timestamp: at, latency: 5_000_000, method: "GET", url: "http://h/a" })
    )[0],
  ).toEqual(["/a", 5]);
  expect((await said({ time: at, path: "/a", duration: 40 }, { unit: "us" }))[0]).toEqual(["/a", 0.04]);
  expect(
    (
      await said(
        { when: at, what: "/b", spent: "1.5s" },
        { timeField: "when", pathField: "what", durationField: "spent" },
      )
    )[0],
  ).toEqual(["/b", 1500]);
});

it("tables: one column, three without names, JMeter's, vegeta's", async () => {
  expect((await read("one.csv", "12\n15\n20\n")).durations.map(([, ms]) => ms)).toEqual([12, 15, 20]);
  expect((await read("one.csv", "duration_s\n0.5\n0.25\n")).durations.map(([, ms]) => ms)).toEqual([500, 250]);
  expect((await read("three.csv", "2026-10-06T12:00:00Z,12,/a\n2026-10-06T12:00:01Z,15,/b\n")).durations).toEqual([
    ["/a", 12],
    ["/b", 15],
  ]);
  const jmeter =
    'timeStamp,elapsed,label,responseCode\n1791280800500,41,"Home, page",200\n1791280801500,43,"Home, page",500\n';
  expect(await read("results.jtl", jmeter)).toMatchObject({
    format: "CSV of durations",
    durations: [
      ["/Home, page", 41],
      ["/Home, page", 43],
    ],
  });
  const vegeta = "1791280800500000000,200,5000000,0,9,,Ym9keQ==,,0,GET,http://h/a,\n";
  expect((await read("vegeta.csv", vegeta.repeat(2))).durations).toEqual([
    ["/a", 5],
    ["/a", 5],
  ]);
});

it("summaries of k6, both ways, and of vegeta", async () => {
  const trend = { avg: 50, min: 1, med: 40, max: 900, "p(90)": 90, "p(95)": 120 };
  const exported = {
    metrics: {
      http_reqs: { count: 9000, rate: 150 },
      http_req_duration: trend,
      http_req_failed: { passes: 9, fails: 8991, value: 0.001 },
      vus_max: { value: 20, min: 20, max: 20 },
    },
  };
  const handled = {
    metrics: {
      http_reqs: { type: "counter", values: { count: 9000, rate: 150 } },
      http_req_duration: { type: "trend", values: { ...trend, "p(99)": 300 } },
      http_req_failed: { values: { rate: 0.001 } },
    },
  };
  const of = async (document: object) =>
    fromRecording((await read("s.json", JSON.stringify(document, null, 2))).recording, {});
  expect((await of(exported)).told).toMatchObject({ peak: 150, p50: 40, errors: 0.001 });
  expect((await of(exported)).told.p99).toBeCloseTo(40 * 3 ** (2.3263 / 1.6449), 1);
  expect((await of(exported)).recorded.remarks.join(" ")).toMatch(/no p99: it is worked out .* k6's users \(20\) wait/);
  expect((await of(handled)).told).toEqual({ peak: 150, p50: 40, p99: 300, errors: 0.001 });
  const report = {
    latencies: { mean: 3e6, "50th": 2e6, "95th": 9e6, "99th": 2e7 },
    requests: 500,
    rate: 50,
    success: 0.98,
  };
  expect((await of(report)).told).toEqual({ peak: 50, p50: 2, p99: 20, errors: 0.02 });
});

it("gzip, byte order marks and line ends of other systems; malformed lines are counted and shown, safely", async () => {
  const text = `\uFEFF${clf("GET /a HTTP/1.1")}\u001b[31mred\u0007\n\n${clf("GET /b HTTP/1.1")}10.0.0.1 - - [99/Foo/2000] "x" 200 1\nhalf a li`;
  const { lines, malformed, malformedCount } = await read("a.log.gz", gzipSync(text.replaceAll("\n", "\r\n")));
  expect([lines, malformedCount]).toEqual([2, 3]);
  expect(malformed).toEqual([
    '2: no [time] and "request": �[31mred�',
    '5: no time: 99/Foo/2000: 10.0.0.1 - - [99/Foo/2000] "x" 200 1',
    '6: no [time] and "request": half a li',
  ]);
  await expect(read("b.log.gz", gzipSync(text).subarray(0, 60))).rejects.toThrow(/b\.log\.gz cannot be unpacked/);
  await expect(read("empty.log", "\n")).rejects.toThrow("is empty");
  await expect(read("novel.txt", "It was a dark and stormy night.\n")).rejects.toThrow(
    /in no format that is known .* begins with: It was a dark/,
  );
});

it("paths lose ids and queries; endpoints have names fit for a model, once each", async () => {
  const paths: [string, string, string][] = [
    ["GET", "/product/123?a=1", "/product"],
    ["GET", "/u/550e8400-e29b-41d4-a716-446655440000/cart;x=1", "/u/cart"],
    ["DELETE", "https://h.example/api/v1/orders/9f8b7c6d5e", "DELETE /api/v1/orders"],
    ["GET", "/img/logo.PNG", "static"],
    ["", "/", "/"],
  ];
  for (const [method, path, normal] of paths) expect(normalPath(method, path)).toBe(normal);
  const odd = ["/ü\"'\u2028: [x]", "/a#b", "/a-b", "/a/b", "/", "/9lives", "/__proto__", "/constructor"];
  const lines = odd.map((path) => JSON.stringify({ time: "2026-10-06T12:00:00Z", path, duration: 5 })).join("\n");
  const { endpoints } = fromRecording((await read("odd.jsonl", lines)).recording, {});
  const names = endpoints!.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
});
