/** The bytes of answers: on the link of the node, and read by the caller. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { latencies, modelOf, requests, resource, simulate } from "../simulate.js";

interface Options {
  readonly traffic?: string;
  readonly web?: string;
  readonly db?: string;
  readonly more?: string;
}

const page = (query: string, { traffic = requests(2, 10), web = "", db = "", more = "" }: Options = {}): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts:
  web: { type: service, cores: 1, ${web} endpoints: { page: [{ query: db.list }] } }
  db: { type: database, cores: 1, ${db} queries: { list: { ${query} } } }
${more}`;

const LINK = "network: { bandwidth: 8Mbit/s },"; // 1 KB a millisecond.

describe("an answer", () => {
  it("takes its bytes ÷ the bandwidth, on a connection, after the work", () => {
    const measured = simulate(page("time: 2ms, bytes: 5KB", { db: `${LINK} connections: 9,` }));
    expect(latencies(measured, "web.page")).toEqual([7, 7]);
    expect(resource(measured, "db", "network")).toMatchObject({ capacity: 1 });
    expect(resource(measured, "db", "network").busy).toBeCloseTo(10 / 1000, 12);
    expect(resource(measured, "db", "connections").busy).toBeCloseTo(14 / 1000, 12);
  });
  it("shares the link with the others: a large one does not hold up a small one until it is through", () => {
    const two = page("time: 0ms, bytes: 15KB").replace("list: {", "small: { time: 0ms, bytes: 2KB }, list: {");
    const text = two
      .replace("endpoints: {", "endpoints: { look: [{ query: db.small }],")
      .replace("type: database,", `type: database, ${LINK}`)
      .replace("traffic: {", `traffic: { others: { ${requests(1, 15)}, to: web.look },`);
    const measured = simulate(text.replace(requests(2, 10), requests(1, 10)));
    expect(latencies(measured, "web.look")).toEqual([4]); // From 15 to 19, at half of the link.
    expect(latencies(measured, "web.page")).toEqual([17]);
  });
  it("is read on the cores of the caller, once the connection is given back", () => {
    const measured = simulate(page("time: 2ms, bytes: 5KB", { web: "parses: 1MB/s,", db: `${LINK} connections: 9,` }));
    expect(latencies(measured, "web.page")).toEqual([12, 12]);
    expect(resource(measured, "web", "cores").busy).toBeCloseTo(10 / 1000, 12);
    expect(resource(measured, "db", "connections").busy).toBeCloseTo(14 / 1000, 12);
  });
  it("of a random size is the same to the link and to the caller", () => {
    const measured = simulate(
      page("time: 0ms, bytes: exponential(5KB)", { traffic: "rate: 20/s", web: "parses: 1MB/s,", db: LINK }),
      { durationMs: 5000, binMs: 1000 },
    );
    const [sent, read] = [resource(measured, "db", "network"), resource(measured, "web", "cores")];
    expect(sent.busy).toBeGreaterThan(0.05);
    expect(Math.abs(sent.busy - read.busy) / sent.busy).toBeLessThan(0.02); // But for what is under way at the end.
  });
  it("of a replica takes the link of that", () => {
    const replicas = "replicas: { count: 2, reads: [list] },";
    const measured = simulate(page("time: 2ms, bytes: 5KB", { db: `${LINK} ${replicas}` }));
    expect(resource(measured, "db", "replica network").busyByInstance).toEqual([5 / 1000, 5 / 1000]);
  });
  it("is smaller, or the bandwidth larger, from a moment on", () => {
    const trimmed = "timeline: { trimmed: { at: 15ms, set: { db.queries.list.bytes: 1KB } } }";
    expect(latencies(simulate(page("time: 2ms, bytes: 5KB", { db: LINK, more: trimmed })), "web.page")).toEqual([3, 7]);
    const wider = "timeline: { wider: { at: 15ms, set: { db.network.bandwidth: 5MB/s } } }";
    expect(latencies(simulate(page("time: 2ms, bytes: 5KB", { db: LINK, more: wider })), "web.page")).toEqual([3, 7]);
  });
});

it("the offered load of link and cores is exact", () => {
  const text = page("time: 2ms, bytes: exponential(5KB)", { traffic: "rate: 40/s", web: "parses: 10MB/s,", db: LINK });
  expect(
    senseOf(modelOf(text)).loads.map(({ part, resource: name, busy }) => [part, name, Number(busy.toPrecision(9))]),
  ).toEqual([
    ["db", "cores", 0.08],
    ["db", "network", 0.2],
    ["web", "cores", 0.02],
  ]);
});

describe("bad input", () => {
  const said = (text: string): string[] =>
    readModel("m.yaml", memoryFiles({ "m.yaml": text })).diagnostics.map(({ message, hint }) =>
      [message, hint].filter(Boolean).join("; "),
    );
  it.each([
    [
      page("time: 2ms, bytes: 5KB"),
      "`bytes` does nothing here: the database has no `network: { bandwidth: 1Gbit/s }`, no link has a `bandwidth`, and no service `parses: 100MB/s`",
    ],
    [page("time: 2ms", { db: LINK }), "`network` does nothing here: no query says how many `bytes` its answer has"],
    [page("time: 2ms, bytes: 5", { db: LINK }), '"5" needs a unit: B, KB, MB, GB, KiB, MiB, GiB; did you mean 5B?'],
    [
      page("time: 2ms, bytes: 5KB", { db: "network: { bandwidth: 100 }," }),
      '"100" needs a unit: Mbit/s, Gbit/s, MB/s, GB/s; did you mean 100Mbit/s?',
    ],
    [
      page("time: 2ms, bytes: 5KB", { db: "network: { bandwidth: 100Mbps }," }),
      'unknown unit "Mbps"; did you mean 100Mbit/s?',
    ],
    [
      page("time: 2ms", { web: "parses: 1MB/s," }),
      "`parses` does nothing here: no query that it asks says how many `bytes` its answer has",
    ],
  ])("%#", (text, message) => expect(said(text)).toEqual([message]));
});
