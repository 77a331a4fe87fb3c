/** Queues that refuse some of those who wait: by hand, and against the published algorithms and closed forms. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { droppedFromLine } from "../../src/analysis/theory/constant-patience.js";
import { Codel } from "../../src/components/shedding/codel.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { exact, type OracleCase, run, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { endpoint, failures, latencies, requests, resource, simulate } from "../simulate.js";
import "../properties.js";

/** Requests so many ms apart, each with so much work, for one thread. */
const api = (said: string, n = 8, gapMs = 10, work = "25ms", traffic = ""): string => `
version: 1
traffic: { users: { ${requests(n, gapMs)}, to: api.work ${traffic} } }
parts: { api: { type: service, threads: 1, ${said} endpoints: { work: [{ delay: ${work} }], other: [{ delay: ${work} }] } } }`;
const ran = (text: string) => simulate(text, { durationMs: 1000, binMs: 100 });

/** RFC 8289, §5.6 to §5.8, on a queue of the times when each joined. */
function byTheBook(targetMs: number, intervalMs: number) {
  let [firstAbove, dropNext, count, lastCount] = [0, 0, 0, 0];
  let dropping = false;
  const law = (t: number) => t + intervalMs / Math.sqrt(count);
  const dodequeue = (queue: number[], now: number) => {
    const joined = queue.shift();
    if (joined === undefined || now - joined < targetMs || queue.length === 0) {
      firstAbove = 0;
      return { joined, mayDrop: false };
    }
    if (firstAbove === 0) firstAbove = now + intervalMs;
    else if (now >= firstAbove) return { joined, mayDrop: true };
    return { joined, mayDrop: false };
  };
  return (queue: number[], now: number): number | undefined => {
    let taken = dodequeue(queue, now);
    if (dropping) {
      if (!taken.mayDrop) dropping = false;
      while (now >= dropNext && dropping) {
        count++;
        taken = dodequeue(queue, now);
        if (!taken.mayDrop) dropping = false;
        else dropNext = law(dropNext);
      }
    } else if (taken.mayDrop) {
      taken = dodequeue(queue, now);
      dropping = true;
      const delta = count - lastCount;
      count = delta > 1 && now - dropNext < 16 * intervalMs ? delta : 1;
      dropNext = law(now);
      lastCount = count;
    }
    return taken.joined;
  };
}

describe("CoDel", () => {
  it("refuses whom RFC 8289 drops", () => {
    const joins = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 12 }), joins: fc.integer({ min: 0, max: 3 }) }), {
      minLength: 50,
      maxLength: 400,
    });
    const property = (all: readonly { gap: number; joins: number }[]): void => {
      const [ours, theirs]: [number[], number[]] = [[], []];
      const book = byTheBook(5, 40);
      const codel = new Codel(5, 40);
      const take = (now: number): number | undefined => {
        let hasRefused = false;
        for (let joined = ours.shift(); joined !== undefined; joined = ours.shift()) {
          if (!codel.refuses(0, now, now - joined, ours.length === 0)) return joined;
          hasRefused = true;
        }
        if (hasRefused) codel.ranDry();
        return undefined;
      };
      let now = 1;
      for (const { gap, joins: more } of all) {
        for (let i = 0; i < more; i++) for (const queue of [ours, theirs]) queue.push(now);
        now += gap;
        if (theirs.length > 0) expect([take(now), ...ours]).toEqual([book(theirs, now), ...theirs]);
      }
    };
    fc.assert(fc.property(joins, property), { numRuns: 300 });
  });

  it("holds its target where the excess is no more than one in an interval", () => {
    // 105 a second for one thread that serves 100: the wait grows by 4.8 ms in an interval, and each refusal takes 10 ms off.
    const text = `
version: 1
traffic: { users: { rate: 105/s, arrivals: constant, to: api.work } }
parts: { api: { type: service, threads: 1, shed: { codel: { target: 20ms, interval: 100ms } }, endpoints: { work: [{ delay: 10ms }] } } }`;
    const measured = simulate(text, { warmUpMs: 10_000, durationMs: 100_000, binMs: 10_000 });
    const { waitingTimeMs, busy } = resource(measured, "api", "threads");
    expect(busy).toBeCloseTo(1, 3);
    expect(waitingTimeMs.sum / waitingTimeMs.count).toBeGreaterThan(20 - 10);
    expect(waitingTimeMs.sum / waitingTimeMs.count).toBeLessThan(20 + 4.8);
    expect(waitingTimeMs.max).toBeLessThan(20 + 4.8 + 10);
    const { failed, offered } = endpoint(measured, "api.work");
    expect(failed / offered).toBeCloseTo(5 / 105, 3);
  });
});

const cases: readonly OracleCase[] = [
  {
    id: "codel-of-requests",
    title: "Facebook's CoDel under a load that never lets the queue run empty is M/M/1+D, with its target as patience",
    runs: {
      over: run(
        `
version: 1
traffic: { users: { rate: 300/s, to: api.work } }
parts:
  api:
    type: service
    threads: 1
    shed: { codel: { target: 200ms, interval: 500ms, as: facebook } }
    endpoints: { work: [{ delay: exponential(10ms) }] }`,
        { warmUp: 5, short: 20, long: 1000 },
      ),
    },
    checks: [
      exact("refused", droppedFromLine(300, 100, 0.2).timeoutShare, of.failedShare("over")),
      exact("mean wait", 0.2 - 1 / 200, of.meanWait("over", "api"), USUAL), // τ ÷ (1 − e^{−(λ−μ)τ}) − 1 ÷ (λ − μ)
    ],
  },
];
for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));

it("lets wait as long as an interval what comes to a queue that was empty not long before", () => {
  // Begun at 10, 35, 60 ms; at 85 the fourth has waited 45 ms and the fifth 35; at 110 the sixth 50.
  const shed = ran(api("shed: { codel: { target: 1ms, interval: 40ms, as: facebook } },", 6));
  expect(failures(shed, "api.work")).toEqual({ "shed api": 2 });
  expect(latencies(shed, "api.work")).toEqual([25, 40, 55, 60]);
});

describe("the newest first under overload", () => {
  it("once the queue has not been empty for an interval", () => {
    // In turn at 35 and 60 ms; from then on the newest: at 85 ms that of 80 ms, then 70, 60, 50, and 40 ms at last.
    const shed = ran(api("shed: { newest-first: { interval: 50ms } },"));
    expect(latencies(shed, "api.work")).toEqual([25, 30, 40, 55, 65, 100, 135, 170]);
  });
  it("and the oldest make room", () => {
    const shed = ran(api("queue: 2, shed: newest-first,"));
    expect(failures(shed, "api.work")).toEqual({ "queue-full api": 3 });
    const { answersThenByBin } = endpoint(shed, "api.work");
    expect(answersThenByBin.slice(0, 3)).toEqual([3, 2, 0]); // All is over by 135 ms.
  });
});

it("lets one of lower priority make room for one of higher", () => {
  const text = (shed: string): string => `
version: 1
traffic: { many: { ${requests(8, 10)}, to: api.other }, few: { ${requests(1, 76)}, to: api.work } }
parts:
  api: { type: service, threads: 1, queue: 2, priority: [work], ${shed} endpoints: { work: [{ delay: 25ms }], other: [{ delay: 25ms }] } }`;
  expect(endpoint(ran(text("")), "api.work").failed).toBe(1);
  expect(endpoint(ran(text("shed: { lowest-first: true },")), "api.work").failed).toBe(0);
  expect(endpoint(ran(text("shed: { lowest-first: true },")), "api.other").answered).toBe(
    endpoint(ran(text("")), "api.other").answered - 1,
  );
});

it("does not begin what would come too late", () => {
  // Sent at 10, 20, 30 …, begun at 10, 35, 60, 85: waits of 0, 15, 30, 45 ms; 60 ms leave 35 to wait.
  const shed = ran(api("shed: { late: { after: 60ms, needs: 25ms } },"));
  expect(Math.max(...latencies(shed, "api.work"))).toBeLessThanOrEqual(60);
  expect(resource(shed, "api", "threads").refused).toBe(endpoint(shed, "api.work").failed);
  expect(failures(shed, "api.work")).toEqual({ "shed api": endpoint(shed, "api.work").failed });
});

it("nor what is late for its caller, where that travels", () => {
  const shed = ran(api("shed: { late: { needs: 25ms } },", 8, 10, "25ms", ", timeout: 60ms, travels: true"));
  const said = ran(api("shed: { late: { after: 60ms, needs: 25ms } },", 8, 10, "25ms", ", timeout: 60ms"));
  expect(latencies(shed, "api.work")).toEqual(latencies(said, "api.work"));
  expect(failures(shed, "api.work")["shed api"]).toBeGreaterThan(0);
});

it("may cost something", () => {
  const text = (refusing: string): string => `
version: 1
traffic: { users: { rate: 300/s, arrivals: constant, to: api.work } }
parts:
  api: { type: service, threads: 1, queue: 1, cores: 1, shed: { refusing: ${refusing} }, endpoints: { work: [{ cpu: 10ms }] } }`;
  const goodput = (refusing: string) =>
    endpoint(simulate(text(refusing), { warmUpMs: 1000, durationMs: 20_000, binMs: 1000 }), "api.work").answered / 20;
  expect(goodput("0ms")).toBeCloseTo(100, 0);
  // A share of a core for refusals: 10 g + 1 (300 − g) = 1000.
  expect(goodput("1ms")).toBeCloseTo(700 / 9, 0);
});

it("whatever the rule, or the limit, that refuses", () => {
  const busy = (said: string): number => {
    const text = `
version: 1
traffic: { users: { ${requests(8, 10)}, to: api.work } }
parts: { api: { type: service, threads: 1, cores: 4, ${said}, refusing: 1ms }, endpoints: { work: [{ delay: 25ms }] } } }`;
    const measured = ran(text);
    const { failed } = endpoint(measured, "api.work");
    expect(failed).toBeGreaterThan(0);
    return (resource(measured, "api", "cores").busy * 1000) / failed; // Each refusal is 1 ms of work.
  };
  for (const said of [
    "shed: { codel: { target: 1ms, interval: 10ms, as: facebook }",
    "queue: 1, shed: { newest-first: {}",
    "patience: 9ms, shed: { newest-first: {}",
    "limit: { concurrent: 2 }, shed: { newest-first: {}",
    "limit: { rate: 10/s, burst: 1, over: waits, patience: 20ms }, shed: { newest-first: {}",
  ])
    expect(busy(said), said).toBeCloseTo(1, 6);
});

describe("is checked", () => {
  const said = (options: string) =>
    readModel("m.yaml", memoryFiles({ "m.yaml": api(options, 8, 30) })).diagnostics.map(({ message }) => message);
  it("for what makes no sense", () => {
    expect(said("shed: { codel: { target: 1s, interval: 100ms } },")).toEqual(["it must be less than the interval"]);
    expect(said("shed: { late: { after: 1s, needs: 1s } },")).toHaveLength(1);
    expect(said("shed: { late: { needs: 5ms } },")).toEqual(["no request knows when it is late"]);
    expect(said("shed: { lowest-first: true },")[0]).toBe("no endpoint goes first");
    expect(said("order: random-order, shed: newest-first,")).toEqual(["`shed` says who is next under overload"]);
    expect(said("queue: 0, shed: newest-first,")[0]).toContain("`newest-first` does nothing here");
    expect(said("shed: { refusing: 1ms },")[0]).toContain("nothing is ever refused");
    expect(said("shed: {},")[0]).toContain("say how");
  });
});
