/** Limits by hand: on calls, endpoints, a third party and a source. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenBucket } from "../../src/components/limits/token-bucket.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, failures, latencies, requests, resource, simulate } from "../simulate.js";
import "../properties.js";

/** Requests 10 ms apart, the first at 10 ms; a charge takes 25 ms. */
const shop = (said: {
  call?: string;
  pay?: string;
  source?: string;
  web?: string;
  n?: number;
  rate?: string;
}): string => `
version: 1
traffic: { users: { ${said.rate ?? requests(said.n ?? 6, 10)}, to: web.page, ${said.source ?? ""} } }
parts:
  web: { type: service, ${said.web ?? ""} endpoints: { page: [{ call: pay.charge, ${said.call ?? ""} }] } }
  pay: { type: service, ${said.pay ?? ""} endpoints: { charge: [{ delay: 25ms }] } }`;

const run = (said: Parameters<typeof shop>[0]) => simulate(shop(said), { durationMs: 1000, binMs: 100 });

describe("a limit on a rate", () => {
  it("lets the burst pass, then one for each token, and refuses the rest at once", () => {
    // At 10 and 20 at once; one token each 50 ms, from 60 ms on.
    const limited = run({ pay: "limit: { rate: 20/s, burst: 2 }," });
    expect(failures(limited, "web.page")).toEqual({ "limited pay": 3 });
    expect(latencies(limited, "web.page")).toEqual([25, 25, 25]);
    expect(resource(limited, "pay", "limit").refused).toBe(3);
  });
  it("or makes them wait in turn", () => {
    // Tokens at 10, 20 (full), 60, 110, 160, 210 ms: waits of 0, 0, 30, 70, 110, 150.
    const limited = run({ pay: "limit: { rate: 20/s, burst: 2, over: waits }," });
    expect(latencies(limited, "web.page")).toEqual([25, 25, 55, 95, 135, 175]);
  });
  it("with room for some, who have so much patience", () => {
    const limited = run({ pay: "limit: { rate: 20/s, burst: 2, over: waits, queue: 2, patience: 80ms }," });
    // 30 waits 30, 40 waits 70, 50 finds two; 60 comes when one has gone: it would wait till 160.
    expect(failures(limited, "web.page")).toEqual({ "limited pay": 1, "limit-timeout pay": 1 });
    expect(latencies(limited, "web.page")).toEqual([25, 25, 55, 95]);
  });
  it("has a burst of a second if none is said", () =>
    expect(endpoint(run({ pay: "limit: { rate: 5/s }," }), "web.page").failed).toBe(1));
  it("of a source", () => {
    const limited = run({ source: "limit: { rate: 20/s, burst: 2 }" });
    expect(failures(limited, "web.page")).toEqual({ "limited users": 3 });
    expect(resource(limited, "users", "limit").refused).toBe(3);
  });
});

describe("a limit on how many at once", () => {
  it("refuses what finds all taken, and gives back with the answer", () => {
    // 10 and 20 are inside; 30 and 40 fail: 10 leaves at 35, so 40 is let in. 50 comes when 20 has left at 45; 60 finds 40 and 50.
    const limited = run({ call: "limit: { concurrent: 2 }" });
    expect(failures(limited, "web.page")).toEqual({ "limited web": 2 });
    expect(resource(limited, "web", "limit of pay.charge").refused).toBe(2);
  });
  it("counts each instance of the caller apart where it says so", () => {
    const said = { web: "instances: 2, balance: round-robin,", call: "limit: { concurrent: 1, each: true }" };
    expect(failures(run(said), "web.page")).toEqual({ "limited web": 2 });
    expect(resource(run(said), "web", "limit of pay.charge").capacity).toBe(2);
  });
  it("and each instance of a service", () => {
    const said = (each: boolean) => ({
      pay: `instances: 2, balance: round-robin, limits: { charge: { concurrent: 1, each: ${each} } },`,
    });
    expect(failures(run(said(true)), "web.page")).toEqual({ "limited pay": 2 });
    expect(failures(run(said(false)), "web.page")).toEqual({ "limited pay": 4 });
  });
  it("is one for all calls that a part makes of another, from whatever endpoint", () => {
    const two = `
version: 1
traffic: { users: { ${requests(6, 10)}, to: web.page }, others: { ${requests(6, 10)}, to: web.other } }
parts:
  web:
    type: service
    endpoints:
      page: [{ call: pay.charge, limit: { concurrent: 2 } }]
      other: [{ call: pay.charge, limit: { concurrent: 2 } }]
  pay: { type: service, endpoints: { charge: [{ delay: 25ms }] } }`;
    const limited = simulate(two, { durationMs: 1000, binMs: 100 });
    const names = limited.parts.flatMap(({ resources }) => resources.map(({ name }) => name));
    expect(names.filter((name) => name.startsWith("limit"))).toEqual(["limit of pay.charge"]);
    expect(endpoint(limited, "web.page").answered + endpoint(limited, "web.other").answered).toBe(4);
  });
  it("holds work that goes on after its caller has left", () => {
    // All callers leave after 5 ms, but only each third finds room.
    const limited = run({ call: "timeout: 5ms, limit: { concurrent: 1 }" });
    expect(failures(limited, "web.page")).toEqual({ "timeout pay": 2, "limited web": 4 });
  });
  it("of an endpoint, before a thread is waited for", () => {
    const limited = run({ pay: "threads: 1, limits: { charge: { concurrent: 2 } }," });
    expect(failures(limited, "web.page")).toEqual({ "limited pay": 2 });
    expect(resource(limited, "pay", "limit of charge").refused).toBe(2);
  });
  it("is passed anew by each attempt", () =>
    expect(
      failures(
        run({ call: "retry: { attempts: 2, backoff: 10ms, jitter: none }, limit: { concurrent: 2 }" }),
        "web.page",
      ),
    ).toEqual({ "limited web": 1 }));
});

it("adapts: one more for each good answer, nine tenths for each failed one", () => {
  const text = `
version: 1
traffic: { users: { users: 50, to: web.page } }
parts:
  web:
    type: service
    endpoints: { page: [{ call: pay.charge, limit: { concurrent: { adapts: aimd, first: 4, to: 40, slow: 100ms }, over: waits } }] }
  pay: { type: service, cores: 1, endpoints: { charge: [{ cpu: 5ms }] } }`;
  const { parts } = simulate(text, { durationMs: 20_000, binMs: 1000 });
  const found = parts.find(({ name }) => name === "web")?.resources.find(({ name }) => name === "limit of pay.charge");
  // Shared by n, 5 ms of work take 5 n ms: over 100 ms from 21 on.
  const { capacityByBin = [] } = found ?? {};
  for (const limit of capacityByBin.slice(2)) expect(limit).toBeGreaterThan(14);
  for (const limit of capacityByBin.slice(2)) expect(limit).toBeLessThan(24);
});

it("never lets more than burst + rate · t pass in any time t, and wastes no token", () => {
  const gaps = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 40, noNaN: true })), {
    minLength: 2,
    maxLength: 80,
  });
  const property = (perMs: number, burst: number, all: readonly number[]): void => {
    const bucket = new TokenBucket(perMs, burst);
    const passed: number[] = [];
    let nowMs = 0;
    let tokens = burst; // By the book.
    for (const gap of all) {
      nowMs += gap;
      tokens = Math.min(burst, tokens + gap * perMs);
      const may = bucket.take(nowMs);
      if (Math.abs(tokens - 1) > 1e-5) expect(may).toBe(tokens >= 1);
      if (may) {
        tokens--;
        passed.push(nowMs);
      }
    }
    for (const [i, from] of passed.entries())
      for (const [j, to] of passed.entries())
        if (j >= i) expect(j - i + 1).toBeLessThanOrEqual(burst + (to - from) * perMs + 1e-5);
  };
  fc.assert(fc.property(fc.double({ min: 0.01, max: 2, noNaN: true }), fc.integer({ min: 1, max: 6 }), gaps, property));
});

it("that waits for itself stands still, which is told", () => {
  const text = `
version: 1
traffic: { users: { ${requests(3, 10)}, to: web.page } }
parts:
  web: { type: service, limit: { concurrent: 1, over: waits }, endpoints: { page: [{ call: pay.charge }], rest: [{ delay: 1ms }] } }
  pay: { type: service, endpoints: { charge: [{ call: web.rest }] } }`;
  const { standstill } = simulate(text, { durationMs: 1000, binMs: 100 });
  const limit = { part: "web", resource: "limit" };
  expect(standstill?.links).toEqual([{ holds: limit, waitsFor: limit, requests: 1 }]);
  expect(standstill?.behind).toBe(2);
});

describe("is checked", () => {
  const said = (parts: Parameters<typeof shop>[0]) =>
    readModel("m.yaml", memoryFiles({ "m.yaml": shop({ rate: "rate: 40/s", ...parts }) })).diagnostics.map(
      ({ message }) => message,
    );
  it("for what it lets pass", () => {
    expect(said({ pay: "limit: { rate: 20/s }," })).toEqual([
      "pay limit: offered load above capacity, 40/s come where 20/s may pass",
    ]);
    expect(said({ pay: "limit: { rate: 50/s }," })).toEqual([]);
    // A retry asks again for what was refused: x = 40 + 40 (1 − 20 ÷ x).
    const [again = ""] = said({ pay: "limit: { rate: 20/s },", call: "retry: { attempts: 2 }" });
    expect(again).toContain("come where 20/s may pass");
    expect(Number(again.match(/([\d.]+)\/s come/)?.[1])).toBeCloseTo(40 + Math.sqrt(800), 1);
  });
  it("for the limits of all instances together, where each has its own", () => {
    const each = { rate: "rate: 70/s", pay: "instances: 2, limit: { concurrent: 1, each: true }," }; // 25 ms each: 1.75.
    expect(said(each)).toEqual([]);
    expect(said({ ...each, pay: "instances: 2, limit: { concurrent: 1 }," })).toHaveLength(1);
    expect(said({ rate: "rate: 30/s", pay: "instances: 2, limit: { rate: 20/s, each: true }," })).toEqual([]);
  });
  it("for load behind it, which is no more than passes", () => {
    const behind = { call: "limit: { rate: 20/s }", pay: "threads: 1," }; // 25 ms each: half of 40/s would fill it.
    expect(said({ rate: "rate: 80/s", pay: "threads: 1, queue: 10," })).toHaveLength(1);
    expect(said({ rate: "rate: 80/s", ...behind })).toEqual([
      "web limit of pay.charge: offered load above capacity, 80/s come where 20/s may pass",
    ]);
  });
  it("for nonsense", () => {
    expect(said({ call: "limit: { rate: 20/s, concurrent: 3 }" })[0]).toContain("only one of them");
    expect(said({ call: "limit: { concurrent: 3, burst: 2 }" })[0]).toContain("only a `rate` has a burst");
    expect(said({ call: "limit: { concurrent: 3, patience: 2s }" })[0]).toContain("say `over: waits`");
    expect(said({ source: "limit: { concurrent: 3, each: true }" })[0]).toContain("no instances of a caller");
    expect(said({ call: "limit: { concurrent: 3, each: true }" })[0]).toContain("there is one instance");
    expect(said({ source: "limit: { concurrent: 3 }" }).length).toBe(0);
    const twice = shop({ rate: "rate: 40/s", call: "limit: { concurrent: 3 }" }).replace(
      "page: [",
      "other: [{ call: pay.charge, limit: { concurrent: 4 } }], page: [",
    );
    expect(readModel("m.yaml", memoryFiles({ "m.yaml": twice })).diagnostics[0]?.message).toContain("another limit");
    const named = shop({ rate: "rate: 40/s", source: "limit: { concurrent: 3 }" }).replace("users:", "pay:");
    expect(readModel("m.yaml", memoryFiles({ "m.yaml": named })).diagnostics[0]?.message).toContain("a part");
    expect(said({ pay: "limits: { chrge: { concurrent: 3 } }," })[0]).toContain('no endpoint "chrge"');
    expect(said({ call: "limit: { concurrent: { adapts: gradient, slow: 1s } }" })[0]).toContain(
      "gradient looks at times itself",
    );
  });
});

it("is no busier than it can be when its quota changes and its bucket becomes smaller", () => {
  const measured = simulate(
    `version: 1
traffic: { users: { rate: 1500/s, to: web.page } }
parts: { web: { type: service, limit: { rate: 20/s }, endpoints: { page: [{ delay: 1ms }] } } }
timeline: { quota: { at: 50ms, for: 80ms, set: { web.limit.rate: 30/s } } }`,
    { durationMs: 300, binMs: 50 },
  );
  expect(resource(measured, "web", "limit").busy).toBeGreaterThan(0.9);
});

describe("a limit of each instance, where instances come and go", () => {
  const scaled = (limits: string) => `
version: 1
traffic: { users: { rate: 200/s, to: web.page } }
parts:
  web: { type: service, threads: 2, limits: { page: { ${limits}, each: true } }, endpoints: { page: [{ delay: 3ms }] } }
timeline: { more: { at: 400ms, for: 400ms, set: { web.instances: 5 } } }`;
  const measured = (limits: string) => simulate(scaled(limits), { durationMs: 1000, binMs: 100 });

  it("counts with those that are there, as threads do", () => {
    const run = measured("concurrent: 2");
    const [threads, limit] = [resource(run, "web", "threads"), resource(run, "web", "limit of page")];
    expect(threads.capacity).toBeCloseTo(2 * (1 + 4 * 0.4), 2);
    expect(limit.capacity).toBeCloseTo(threads.capacity!, 9);
    expect(limit.capacityByBin).toEqual(threads.capacityByBin);
  });

  it("of a rate too", () => {
    const { capacity, capacityByBin } = resource(measured("rate: 100/s, burst: 10"), "web", "limit of page");
    expect(capacity).toBeCloseTo(1 + 4 * 0.4, 2);
    expect(capacityByBin![0]).toBeCloseTo(1, 9);
    expect(capacityByBin![5]).toBeCloseTo(5, 9);
  });
});
