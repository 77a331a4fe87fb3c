/** Pools on demand and poolers: bad input, risks, theory, and what is certain of sessions. */
import { describe, expect, it } from "vitest";
import { candidatesOf } from "../../src/experiment/next/candidates.js";
import { studentTQuantile } from "../../src/mathematics/student-t.js";
import { risksOf } from "../../src/model/risks/index.js";
import { memoryFiles, sorted } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, modelOf, resource, simulate } from "../simulate.js";

const remarks = (text: string): string[] =>
  sorted(readModel("m.yaml", memoryFiles({ "m.yaml": text })).diagnostics).map(
    ({ severity, location, message, hint }) => `${severity} ${location?.line}: ${message}${hint ? ` (${hint})` : ""}`,
  );

const model = ({ web = "instances: 3,", pool = "", db = "", more = "", rate = 10 } = {}): string => `
version: 1
traffic: { t: { rate: ${rate}/s, to: web.page } }
parts:
  web: { type: service, ${web} endpoints: { page: [{ query: db.read }] } }
  db: { type: database, ${pool === "" ? "" : `pool: { ${pool} },`} ${db} queries: { read: { time: exponential(10ms) } } }
${more}`;

describe("bad input", () => {
  it("more kept open than there may be", () =>
    expect(remarks(model({ pool: "connections: 5, idle: 6" }))).toEqual([
      "error 6: it keeps 6 open, and may have 5 (write at most 5)",
    ]));

  it("times of connections that are never closed, or all kept", () => {
    expect(remarks(model({ pool: "connections: 5, idle-for: 1min, max-lifetime: 1h" }))).toEqual([
      "warning 6: `idle-for` does nothing here: without `idle`, all connections are open for good",
      "warning 6: `max-lifetime` does nothing here: without `idle`, all connections are open for good",
    ]);
    expect(remarks(model({ pool: "connections: 5, idle: 5, idle-for: 1min" }))).toEqual([
      "warning 6: `idle-for` does nothing here: all connections are kept open",
    ]);
    expect(remarks(model({ pool: "connections: 5, idle: 1, max-lifetime: 0ms" }))[0]).toContain("lives for no time");
  });

  it("`connect`, where no connection is ever opened; not where a pool opens some", () => {
    expect(remarks(model({ pool: "connections: 5", db: "connect: 5ms," }))[0]).toContain("`connect` does nothing here");
    expect(remarks(model({ pool: "connections: 5, idle: 0", db: "connect: 5ms," }))).toEqual([]);
  });

  it("more kept open, of all pools, than is accepted", () => {
    const each = (idle: number): string[] =>
      remarks(model({ pool: `connections: 5, per: instance, idle: ${idle}`, db: "connections: 12," }));
    expect(each(5)).toEqual([
      "warning 6: its pools keep 15 connections open (3 × 5), and db accepts 12: those that come last get none (`idle` of at most 4, so that they all fit, or a pooler in between)",
    ]);
    expect(each(4)).toEqual([]);
  });

  const bouncer = "  bouncer: { type: pooler, connections: 5 }";
  it("a pooler that is not there, or none, or through which nothing goes, or two databases", () => {
    expect(remarks(model({ db: "through: bounce,", more: bouncer }))[0]).toBe(
      'error 6: there is no part "bounce" (did you mean "bouncer"?)',
    );
    expect(remarks(model({ db: "through: web," }))[0]).toContain('"web" is a service, not a pooler');
    expect(remarks(model({ more: bouncer }))).toEqual([
      "warning 7: no database goes through bouncer (write it there: `through: bouncer`)",
    ]);
    const two = `${bouncer}\n  log: { type: database, through: bouncer, queries: { add: { time: 1ms } } }`;
    expect(remarks(model({ db: "through: bouncer,", more: two }))[0]).toContain(
      "db goes through bouncer already (its server connections are to one database: write a pooler for each)",
    );
  });

  it("a mode that does not exist, and sessions of clients without a pool", () => {
    expect(remarks(model({ db: "through: bouncer,", more: bouncer.replace("5 }", "5, mode: sesion }") }))[0]).toMatch(
      /session/,
    );
    expect(remarks(model({ db: "through: bouncer,", more: bouncer.replace("5 }", "5, mode: session }") }))).toEqual([
      "warning 7: `mode` does nothing here: without a `pool`, a query opens a client connection and closes it",
    ]);
  });
});

describe("risks", () => {
  const found = (text: string): string[] =>
    risksOf(modelOf(text)).flatMap(({ rule, subject, message }) =>
      rule === "oversized-pool" ? [`${subject}: ${message}`] : [],
    );

  it("of pools that may open more than is accepted, at the database or at its pooler", () => {
    expect(found(model({ pool: "connections: 5, per: instance, idle: 0", db: "connections: 12," }))).toEqual([
      "db: its pools hold up to 15 connections (3 × 5), and all its nodes together accept 12",
    ]);
    const more = "  bouncer: { type: pooler, connections: 20, clients: 14 }";
    expect(
      found(model({ pool: "connections: 5, per: instance", db: "connections: 12, through: bouncer,", more })),
    ).toEqual([
      "bouncer: opens up to 20 connections to db, and all its nodes together accept 12",
      "db: its pools hold up to 15 connections (3 × 5), and bouncer accepts 14",
    ]);
  });

  it("of more clients than server connections in session mode", () => {
    const more = (mode: string): string => `  bouncer: { type: pooler, connections: 12, mode: ${mode} }`;
    const through = { pool: "connections: 5, per: instance", db: "through: bouncer," };
    expect(found(model({ ...through, more: more("transaction") }))).toEqual([]);
    expect(found(model({ ...through, more: more("session") }))).toEqual([
      "db: its pools hold up to 15 connections (3 × 5), and bouncer gives each that has asked one of its 12 for as long as it is open: those beyond are not served",
    ]);
  });
});

describe("changes", () => {
  const changesOf = (text: string) => candidatesOf("m.yaml", "x", memoryFiles({ "m.yaml": text }));

  it("a pooler where pools may ask for more than is accepted", () => {
    const oversized = changesOf(
      model({ pool: "connections: 5, per: instance, idle: 5", db: "connections: 12, cores: 2," }),
    );
    expect(oversized.filter(({ problem }) => problem !== "")).toEqual([]);
    expect(oversized.find(({ change }) => change.name.includes("pooler"))?.change.overlay).toEqual({
      parts: { "db-pooler": { type: "pooler", connections: 8, time: "0.2ms" }, db: { through: "db-pooler" } },
    });
    const fits = changesOf(model({ pool: "connections: 4, per: instance", db: "connections: 12, cores: 2," }));
    expect(fits.filter(({ change }) => change.name.includes("pooler"))).toEqual([]);
  });

  it("every one of a model with a transaction, a pool on demand and a pooler is a valid model", () => {
    const steps = "{ transaction: db, steps: [{ query: db.read }, { call: pay.charge }] }";
    const more =
      "  bouncer: { type: pooler, connections: 12 }\n  pay: { type: service, endpoints: { charge: [{ delay: 40ms }] } }";
    const text = model({
      web: "instances: 3, threads: 20,",
      pool: "connections: 5, idle: 4, idle-for: 1min",
      db: "cores: 2, contention: 1%, through: bouncer,",
      more,
    }).replace("page: [{ query: db.read }]", `page: [${steps}], other: [{ cpu: 1ms }]`);
    const found = changesOf(text);
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter(({ problem }) => problem !== "")).toEqual([]);
  });
});

it("a pooler locks itself where transactions take a second server connection, and the run finds it", () => {
  const nested = "{ transaction: db, steps: [{ query: db.read }, { transaction: db, steps: [{ query: db.read }] }] }";
  const text = (servers: number): string =>
    model({
      rate: 200,
      pool: "connections: 40",
      web: "threads: 4,",
      db: "through: bouncer,",
      more: `  bouncer: { type: pooler, connections: ${servers} }`,
    }).replace("{ query: db.read }", nested);
  const at = { part: "bouncer", resource: "server connections" };
  const links = simulate(text(4), { durationMs: 20_000 }).standstill?.links;
  expect(links?.filter(({ holds }) => holds.part === "bouncer")).toEqual([{ holds: at, waitsFor: at, requests: 4 }]);
  expect(simulate(text(5), { durationMs: 20_000 }).standstill).toBeNull();
});

describe("sessions", () => {
  const through = (mode: string, servers: number): string =>
    model({
      rate: 600,
      pool: "connections: 4, per: instance",
      db: "through: bouncer,",
      more: `  bouncer: { type: pooler, connections: ${servers}, mode: ${mode} }`,
    });

  it("client connections beyond the server connections are never served: so many requests wait for ever", () => {
    const { standstill } = simulate(through("session", 9), { durationMs: 20_000 });
    const waiting = standstill?.links.filter(({ waitsFor }) => waitsFor.part === "bouncer");
    expect(waiting).toEqual([
      {
        holds: { part: "db", resource: "pool of web" },
        waitsFor: { part: "bouncer", resource: "server connections" },
        requests: 3,
      },
    ]);
    expect(simulate(through("session", 12), { durationMs: 20_000 }).standstill).toBeNull();
  });

  it("in transaction mode, as many clients are served by nine, which are a queue of nine servers", () => {
    const waits = Array.from({ length: 8 }, (_, replication) => {
      const measured = simulate(through("transaction", 9), {
        replication,
        warmUpMs: 5000,
        durationMs: 60_000,
        binMs: 5000,
      });
      expect(measured.standstill).toBeNull();
      const { sum, count } = endpoint(measured, "web.page").latencyMs;
      return { answered: count, response: sum / count, busy: resource(measured, "bouncer", "server connections").busy };
    });
    const mean = waits.reduce((sum, { busy }) => sum + busy, 0) / waits.length;
    const variance = waits.reduce((sum, { busy }) => sum + (busy - mean) ** 2, 0) / (waits.length - 1);
    const halfWidth = studentTQuantile(0.975, waits.length - 1) * Math.sqrt(variance / waits.length);
    expect(Math.abs(mean - 6)).toBeLessThan(1.5 * halfWidth); // 600/s × 10 ms.
    expect(halfWidth).toBeLessThan(0.1);
  });
});
