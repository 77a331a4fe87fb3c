/** Who is next in queue. Means and second moments of the waits against theory: here and in test/oracles. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LastFirstQueue } from "../../src/engine/queues/last-first-queue.js";
import { PriorityQueue } from "../../src/engine/queues/priority-queue.js";
import { RandomQueue } from "../../src/engine/queues/random-queue.js";
import { Streams } from "../../src/engine/random/streams.js";
import { RequestTable } from "../../src/engine/request-table.js";
import { Simulation } from "../../src/engine/simulation.js";
import { type Queue, WaitingColumns, WaitingQueue } from "../../src/engine/waiting-queue.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, exactMean, run } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import { station } from "../oracles/models.js";
import * as of from "../oracles/quantities.js";
import { smooth } from "../oracles/statistic.js";
import { latencies, requests, simulate } from "../simulate.js";

describe("any queue gives out each request that joined, once, by its own rule", () => {
  /** Which of those who wait, as they joined, may be next; ranks are their numbers modulo 2. */
  const rules: Record<string, (waiting: readonly number[]) => readonly number[]> = {
    "first come": (waiting) => waiting.slice(0, 1),
    "last come": (waiting) => waiting.slice(-1),
    random: (waiting) => waiting,
    priority: (waiting) => {
      const even = waiting.filter((r) => r % 2 === 0);
      return (even.length > 0 ? even : waiting).slice(0, 1);
    },
  };
  const make = (kind: string): Queue => {
    const [simulation, requestTable] = [new Simulation(), new RequestTable()];
    const columns = new WaitingColumns(requestTable);
    const place = requestTable.int32();
    const rankOf = requestTable.int32();
    for (let r = 0; r < 20; r++) rankOf.at[r] = r % 2;
    const plain = (): Queue => new WaitingQueue(simulation, columns);
    if (kind === "last come") return new LastFirstQueue(simulation, columns);
    if (kind === "random") return new RandomQueue(simulation, columns, new Streams("s", 0).named("order"), place);
    return kind === "priority" ? new PriorityQueue(simulation, [plain(), plain()], rankOf) : plain();
  };
  const act = fc.oneof(fc.constant("shift" as const), fc.nat(19), fc.record({ remove: fc.nat(19) }));
  for (const [kind, rule] of Object.entries(rules))
    it(kind, () => {
      const follows = (acts: readonly ("shift" | number | { remove: number })[]): void => {
        const queue = make(kind);
        let waiting: number[] = [];
        for (const one of acts) {
          if (one === "shift") {
            if (waiting.length === 0) continue;
            const next = queue.shift();
            expect(rule(waiting)).toContain(next);
            waiting = waiting.filter((r) => r !== next);
          } else if (typeof one === "number") {
            if (waiting.includes(one)) continue;
            queue.join(one);
            waiting.push(one);
          } else if (waiting.includes(one.remove)) {
            queue.remove(one.remove);
            waiting = waiting.filter((r) => r !== one.remove);
          }
          expect(queue.length.value).toBe(waiting.length);
          expect(queue.isEmpty).toBe(waiting.length === 0);
        }
      };
      fc.assert(fc.property(fc.array(act, { maxLength: 80 }), follows));
    });
});

/** Four requests 1 ms apart at one thread, 10 ms each: who waits how long. */
const four = (options: string, page = "{ delay: 10ms }"): string => `
version: 1
traffic: { users: { ${requests(4, 1)}, to: web.page } }
parts: { web: { type: service, threads: 1, ${options} endpoints: { page: [${page}] } } }`;

it("first and last come, first served, with a limit and patience", () => {
  const times = (options: string): number[] => latencies(simulate(four(options)), "web.page");
  expect(times("")).toEqual([10, 19, 28, 37]);
  expect(times("order: last-come-first-served,")).toEqual([10, 17, 28, 39]);
  expect(times("order: last-come-first-served, queue: 2,")).toEqual([10, 18, 29]);
  expect(times("order: last-come-first-served, patience: 12ms,")).toEqual([10, 17]);
});

it("the important go first, and interrupt no other", () => {
  const text = four("priority: [urgent],").replace(
    "traffic: {",
    `traffic: { some: { ${requests(1, 3.5)}, to: web.urgent },`,
  );
  const measured = simulate(text.replace("endpoints: {", "endpoints: { urgent: [{ delay: 10ms }],"));
  expect(latencies(measured, "web.urgent")).toEqual([18]); // At 3.5 ms, after the one that is served until 11 ms.
  expect(latencies(measured, "web.page")).toEqual([10, 29, 38, 47]);
});

it("a pool and a database's cores have an order too", () => {
  const asked = (db: string): number[] =>
    latencies(
      simulate(`
version: 1
traffic: { users: { ${requests(4, 1)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, ${db}, queries: { read: { time: 10ms } } }`),
      "web.page",
    );
  expect(asked("pool: { connections: 1, order: last-come-first-served }")).toEqual([10, 17, 28, 39]);
  expect(asked("cores: 1, scheduling: last-come-first-served")).toEqual([10, 17, 28, 39]);
});

describe("M/M/1 in random order", () => {
  // The mean is that of first come first served; E W² is 2 ÷ (2 − ρ) times as large. Source: Conway, Maxwell & Miller (1967), ch. 8.
  const [rho, mu] = [0.7, 100];
  const squares = ((2 * rho) / (mu * (1 - rho)) ** 2) * (2 / (2 - rho));
  const cases: readonly OracleCase[] = [
    {
      id: "random-order",
      title: "ρ = 0.7",
      runs: {
        m: run(station({ rate: "70/s", time: "exponential(10ms)", options: "order: random-order," }), {
          warmUp: 5,
          short: 100,
          long: 1000,
        }),
      },
      checks: [
        exactMean("mean wait", rho / (mu * (1 - rho)), of.meanWait("m")),
        exact(
          "E W²",
          squares,
          smooth("m", (m) => [of.waits(m, "station").sumOfSquares / 1e6, of.taken(m, "station")], of.ratio),
          { short: 0.12, long: 0.05 },
        ),
      ],
    },
  ];
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
});
