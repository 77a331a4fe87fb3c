/** Pools that open connections when needed, and poolers, by small examples. */
import { describe, expect, it } from "vitest";
import { failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

/** A request every 10 ms, whose query takes 25 ms. */
const model = ({
  n = 4,
  gap = 10,
  web = "",
  pool = "connections: 3, idle: 0",
  db = "connect: 5ms,",
  more = "",
} = {}): string => `
version: 1
traffic: { users: { ${requests(n, gap)}, to: web.page } }
parts:
  web: { type: service, ${web} endpoints: { page: [{ query: db.read }] } }
  db: { type: database, pool: { ${pool} }, ${db} queries: { read: { time: 25ms } } }
${more}`;

describe("a pool that opens connections when needed", () => {
  it("opens one for a request that finds none idle, up to its size; then requests wait", () => {
    const measured = simulate(model());
    expect(latencies(measured, "web.page")).toEqual([25, 30, 30, 30]); // The fourth finds the first's, idle since 40.
    expect(measure(measured, "db", "opened")).toBe(3);
    expect(resource(measured, "db", "pool").waitingTimeMs?.sum).toBe(0);
    expect(latencies(simulate(model({ pool: "connections: 1, idle: 0" })), "web.page")).toEqual([30, 45, 60, 75]);
  });

  it("has some open from the start", () => {
    const measured = simulate(model({ n: 3, pool: "connections: 3, idle: 2" }));
    expect(latencies(measured, "web.page")).toEqual([25, 25, 30]);
    expect(measure(measured, "db", "opened")).toBe(1);
  });

  it("closes those beyond, idle for long enough", () => {
    const slow = { n: 3, gap: 100 };
    expect(
      latencies(simulate(model({ ...slow, pool: "connections: 3, idle: 0, idle-for: 60ms" })), "web.page"),
    ).toEqual([30, 30, 30]);
    expect(
      latencies(simulate(model({ ...slow, pool: "connections: 3, idle: 0, idle-for: 80ms" })), "web.page"),
    ).toEqual([25, 25, 30]);
    expect(latencies(simulate(model({ ...slow, pool: "connections: 3, idle: 1, idle-for: 9ms" })), "web.page")).toEqual(
      [25, 25, 25],
    );
  });

  it("closes a connection at the end of its life, once no request uses it, and opens those it keeps again", () => {
    const lives = (idle: number) =>
      simulate(model({ n: 3, gap: 27, pool: `connections: 1, idle: ${idle}, max-lifetime: 40ms` }));
    expect(latencies(lives(0), "web.page")).toEqual([28, 30, 31]); // Its life is over at 72, and it is closed at 82.
    expect(latencies(lives(1), "web.page")).toEqual([25, 26, 28]); // Closed at 52, and open again at 57.
  });

  it("counts what is open, idle or in use, against what the database accepts", () => {
    const db = "connect: 5ms, connections: 2,";
    const each = { web: "instances: 3, balance: round-robin,", pool: "connections: 2, per: instance, idle: 0", db };
    const measured = simulate(model({ ...each, n: 6, gap: 50 }));
    expect(failures(measured, "web.page")).toEqual({ "too-many-connections db": 2 });
    expect(latencies(measured, "web.page")).toEqual([25, 25, 30, 30]);
    expect(measure(measured, "db", "openConnections")).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
    expect(resource(measured, "db", "connections").capacity).toBe(2);
  });

  it("has a place again when a connection is closed", () => {
    const each = {
      web: "instances: 2, balance: round-robin,",
      pool: "connections: 1, per: instance, idle: 0, idle-for: 20ms",
      db: "connections: 1,",
    };
    expect(failures(simulate(model({ ...each, n: 4, gap: 50 })), "web.page")).toEqual({});
    expect(failures(simulate(model({ ...each, n: 4, gap: 40 })), "web.page")).toEqual({ "too-many-connections db": 2 });
  });

  it("gives the first pools theirs at the start, where there are not enough for all", () => {
    const each = { web: "instances: 2, balance: round-robin,", pool: "connections: 3, per: instance, idle: 3" };
    const measured = simulate(model({ ...each, db: "connections: 4,", n: 8, gap: 5 }));
    expect(failures(measured, "web.page")).toEqual({ "too-many-connections db": 2 });
  });

  it("gives up a connection that is being opened for a request that is stopped", () => {
    const text = model({ n: 2, gap: 50, db: "connect: 30ms, connections: 1," }).replace(
      "db.read }",
      "db.read, deadline: 20ms }",
    );
    const measured = simulate(text);
    expect(failures(measured, "web.page")).toEqual({ "deadline db": 2 });
    expect(resource(measured, "db", "connections").busy).toBeCloseTo(40 / 1000, 9);
  });
});

describe("a pooler", () => {
  const through = (pooler: string, options: Parameters<typeof model>[0] = {}): string =>
    model({ ...options, db: `through: bouncer, ${options.db ?? ""}`, more: `  bouncer: { type: pooler, ${pooler} }` });

  it("lets queries of clients without a pool wait for few server connections", () => {
    const text = through("connections: 1, time: 1ms, connect: 2ms", { n: 3 }).replace(
      "pool: { connections: 3, idle: 0 }, ",
      "",
    );
    const measured = simulate(text);
    expect(latencies(measured, "web.page")).toEqual([28, 43, 58]);
    expect(measure(measured, "bouncer", "openConnections")).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("accepts so many clients, and not more", () => {
    const text = through("connections: 1, clients: 2", { n: 3 }).replace("pool: { connections: 3, idle: 0 }, ", "");
    expect(failures(simulate(text), "web.page")).toEqual({ "too-many-connections bouncer": 1 });
  });

  it("opens its connections when needed, at the price of the database, which refuses more than it accepts", () => {
    const pool = "connections: 3";
    const measured = simulate(through("connections: 3", { n: 3, pool, db: "connect: 5ms, connections: 2," }));
    expect(latencies(measured, "web.page")).toEqual([30, 30]);
    expect(failures(measured, "web.page")).toEqual({ "too-many-connections db": 1 });
    expect(
      latencies(simulate(through("connections: 3, idle: 3", { n: 3, pool, db: "connect: 5ms," })), "web.page"),
    ).toEqual([25, 25, 25]);
  });

  it("in transaction mode, serves more clients than it has server connections", () => {
    const measured = simulate(through("connections: 1", { n: 3, gap: 30, pool: "connections: 3" }));
    expect(latencies(measured, "web.page")).toEqual([25, 25, 25]);
  });

  const two = { n: 6, gap: 30, web: "instances: 2, balance: round-robin,", pool: "connections: 1, per: instance" };

  it("in session mode, gives a client's connection one of its own, and others none until that is closed", () => {
    const measured = simulate(through("connections: 1, mode: session", two));
    expect(latencies(measured, "web.page")).toEqual([25, 25, 25]); // Of the first instance.
    expect(measured.standstill).toMatchObject({
      links: [
        {
          holds: { part: "db", resource: "pool of web" },
          waitsFor: { part: "bouncer", resource: "server connections" },
        },
      ],
      behind: 2,
      sinceMs: 60,
    });
    expect(latencies(simulate(through("connections: 1", two)), "web.page")).toEqual([25, 25, 25, 25, 25, 25]);
    expect(latencies(simulate(through("connections: 2, mode: session", two)), "web.page")).toHaveLength(6);
  });

  it("in session mode, serves another client when a connection has been idle for long enough and is closed", () => {
    const closing = { ...two, pool: "connections: 1, per: instance, idle: 0, idle-for: 10ms" };
    const measured = simulate(through("connections: 1, mode: session", closing));
    expect(latencies(measured, "web.page")).toHaveLength(6);
    expect(measured.standstill).toBeNull();
  });

  it("in session mode, a client may give up waiting", () =>
    expect(failures(simulate(through("connections: 1, mode: session, acquire: 9ms", two)), "web.page")).toEqual({
      "pool-timeout bouncer": 3,
    }));

  it("has a server connection for a transaction, and takes its time for each query in it", () => {
    const text = through("connections: 1, time: 1ms", { n: 2, pool: "connections: 3" }).replace(
      "{ query: db.read }",
      "{ transaction: db, steps: [{ query: db.read }, { delay: 10ms }, { query: db.read }] }",
    );
    expect(latencies(simulate(text), "web.page")).toEqual([63, 115]);
  });
});
