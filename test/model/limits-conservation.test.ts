/** Whatever the limits and the load: nothing is lost, nothing is busier than it can be, and all is free in the end. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { simulate } from "../simulate.js";
import "../properties.js";

type Data = Record<string, unknown>;

const few = fc.integer({ min: 1, max: 4 });
const over = fc.constantFrom("refused", "waits");
const limit = fc.oneof(
  fc.record({ concurrent: few, over, each: fc.boolean() }),
  fc.record({ rate: fc.constantFrom("50/s", "1000/s"), burst: few, over }),
  fc.record({
    concurrent: few,
    over: fc.constant("waits"),
    queue: few,
    patience: fc.constantFrom("4ms", "exponential(6ms)"),
  }),
  fc.record({
    concurrent: fc.record({
      adapts: fc.constantFrom("aimd", "gradient", "gradient2", "vegas"),
      every: fc.constantFrom("1ms", "20ms"),
      to: fc.constant(8),
    }),
    over,
  }),
);
const maybe = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Data> =>
  fc.option(value, { freq: 2 }).map((one) => (one === null ? {} : { [key]: one }));
const merged = (...parts: fc.Arbitrary<Data>[]): fc.Arbitrary<Data> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all));

const shed = merged(
  maybe(
    "codel",
    fc.record({ target: fc.constant("2ms"), interval: fc.constant("8ms"), as: fc.constantFrom("rfc8289", "facebook") }),
  ),
  maybe("newest-first", fc.constant({ interval: "5ms" })),
  maybe("lowest-first", fc.constant(true)),
  maybe("late", fc.record({ after: fc.constantFrom("10ms", "40ms"), needs: fc.constant("3ms") })),
  fc.record({ refusing: fc.constantFrom("0ms", "1ms", "exponential(2ms)") }),
);
const policies = merged(
  maybe("limit", limit),
  maybe("timeout", fc.constantFrom("2ms", "8ms")),
  maybe("deadline", fc.constantFrom("3ms", "10ms")),
  maybe("retry", fc.record({ attempts: few, backoff: fc.constantFrom("1ms", "5ms") })),
  maybe("fallback", fc.constant("continue")),
);
const asked = (step: Data): fc.Arbitrary<Data> => policies.map((said) => ({ ...step, ...said }));

const model = merged(
  fc.record({ version: fc.constant(1) }),
  fc.record({
    traffic: fc.record({
      users: merged(
        fc.record({
          rate: fc
            .constantFrom("20/s", "300/s")
            .map((rate) => ({ base: "0/s", spikes: [{ at: 0, rate, lasts: "150ms" }] })),
          to: fc.constant("web.page"),
        }),
        maybe(
          "limit",
          limit.map(({ each: _, ...said }: Data) => said),
        ),
        maybe("timeout", fc.constantFrom("5ms", "1s")),
      ),
      others: fc.constant({
        rate: { base: "0/s", spikes: [{ at: 0, rate: "100/s", lasts: "150ms" }] },
        to: "web.list",
      }),
    }),
    parts: fc.record({
      web: merged(
        fc.record({
          type: fc.constant("service"),
          instances: few,
          threads: fc.constantFrom(1, 3, "unlimited"),
          endpoints: fc.record({
            page: fc.tuple(asked({ call: "pay.charge" }), asked({ query: "db.read" })),
            list: fc.constant([{ delay: "exponential(5ms)" }]),
          }),
        }),
        maybe("limits", fc.record({ page: limit })),
        maybe("shed", shed),
        maybe("queue", fc.integer({ min: 1, max: 5 })),
        maybe("patience", fc.constantFrom("5ms", "exponential(10ms)")),
        fc.constant({ priority: ["page"] }),
        maybe("network", fc.constant("1ms")),
      ),
      pay: merged(
        fc.record({
          type: fc.constant("service"),
          instances: few,
          endpoints: fc.constant({ charge: [{ delay: "exponential(6ms)" }, { fail: "10%" }] }),
        }),
        maybe("limit", limit),
      ),
      db: fc.constant({ type: "database", pool: { connections: 2 }, queries: { read: { time: "exponential(4ms)" } } }),
    }),
  }),
);

it("Little's law, flow balance and capacity hold at limits too, wherever the run is cut off", () => {
  fc.assert(
    fc.property(model, (data) => {
      simulate(JSON.stringify(data), { warmUpMs: 50, durationMs: 80, binMs: 40, coolDownMs: 20 }); // Audits itself.
    }),
    { numRuns: 60 },
  );
});

it("every request is answered or failed in the end, and every limit is free again", () => {
  fc.assert(
    fc.property(model, (data) => {
      const measured = simulate(JSON.stringify(data), { durationMs: 1e8, binMs: 1e7 });
      for (const { name, offered, answered, failed } of measured.endpoints)
        expect(answered + failed, name).toBe(offered);
      for (const { name, resources } of measured.parts)
        for (const { name: resource, busyByBin, queueByBin } of resources)
          expect([busyByBin.at(-1), queueByBin.at(-1)], `${name} ${resource}`).toEqual([0, 0]);
      expect(measured.standstill).toBeNull();
    }),
    { numRuns: 60 },
  );
});
