/** What many write at first, by the names that others use: each mistake is answered with what to write. */
import { expect, it } from "vitest";
import { memoryFiles, sorted } from "../../../src/model/source/index.js";
import { readModel } from "../../../src/model/source/read-model.js";

const hints = ({ call = "", web = "", pay = "" }: { call?: string; web?: string; pay?: string }): string[] => {
  const text = `version: 1
traffic: { users: { rate: 50/s, to: web.order } }
parts:
  web: { type: service, instances: 2, ${web} endpoints: { order: [{ call: pay.charge, ${call} }] } }
  pay: { type: service, threads: 20, ${pay} endpoints: { charge: [{ delay: 100ms }] } }
`;
  const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
  return sorted(diagnostics).map(({ hint, message }) => hint ?? message);
};

it.each([
  [{ call: "retries: 3" }, "write `retry: { attempts: 4 }`: 3 retries are 4 attempts"],
  [{ call: "retry: 3" }, "write `{ attempts: 4 }`: 3 retries are 4 attempts"],
  [{ call: "retry: { max: 3 }" }, "write `attempts: 4`: 3 retries are 4 attempts"],
  [{ call: "retry: { max-attempts: 3 }" }, "write `attempts: 3`"],
  [{ call: "bulkhead: 10" }, "write `limit: { concurrent: 10 }`"],
  [{ call: "limit: 10" }, "write `{ concurrent: 10 }`"],
  [{ call: "limit: { concurrent: 10, over: reject }" }, "write `over: refused`"],
  [{ call: "hedge: 100ms" }, "write { after: … }"],
  [{ call: "circuit-breaker: { failures: 5 }" }, "write `breaker: …`"],
  [{ call: "breaker: { threshold: 50%, of-last: 20, open: 5s }" }, "write `share: 50%`"],
  [{ call: "fallback: degraded" }, "write { degraded: … }"],
  [{ pay: "shed: codel," }, "write { codel: … }"],
  [{ pay: "shed: lifo," }, "write `shed: newest-first`"],
  [{ web: "balance: sticky," }, "write { sticky: … }"],
  [{ web: "balance: p2c," }, "write `balance: power-of-two`"],
])("%o", (written, hint) => expect(hints(written)).toContain(hint));

it("no key is listed twice", () => {
  const [said] = hints({ call: "limit: { xyzzy: 10, rate: 5/s }" }).filter((each) => each.startsWith("known here"));
  const keys = said!.replace(/^known here: /, "").split(/, | or | …/);
  expect(new Set(keys).size).toBe(keys.length);
});

it("calls of what does not exist are told in the same pass as what stands before them, repaired or not", () => {
  const text = `version: 1
traffic: { users: { rate: 50 rps, to: web.order } }
parts:
  web: { type: service, threds: 4, endpoints: { order: [{ foo: 1 }, { call: pay.chrge }, { query: db.prodct }] } }
  pay: { type: service, endpoints: { charge: [{ delay: 100ms }] } }
  db: { type: postgres, xyzzy: 4, queries: { product: 4ms } }
`;
  const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
  expect(sorted(diagnostics).map(({ message }) => message)).toEqual([
    'unknown unit "rps"',
    'unknown key "threds"',
    expect.stringContaining("expected a map with one of cpu"),
    '"pay" has no endpoint "chrge"',
    '"db" has no query "prodct"',
    'unknown type "postgres"',
    'unknown key "xyzzy"',
    'expected a map, found "4ms"',
  ]);
});

it.each([
  ["800", "spikes: [{ at: 5min, rate: 800, lasts: 2min }]"],
  ["3x at Friday 20:00 for 2h", "spikes: [{ at: 20min, rate: 150/s, lasts: 2h }]"],
  ["200 rps for 10 minutes", "spikes: [{ at: 5min, rate: 200/s, lasts: 10min }]"],
])("a spike of %s is written out with its own numbers", (spike, written) => {
  const text = `version: 1
traffic: { users: { rate: 50/s, to: web.order, spike: ${spike} } }
parts: { web: { type: service, endpoints: { order: [{ delay: 100ms }] } } }
`;
  const [said] = readModel("m.yaml", memoryFiles({ "m.yaml": text })).diagnostics;
  expect(said?.hint).toContain(`rate: { base: 50/s, ${written} }`);
});

it.each(["a lot", "every Friday"])("of a spike of %s nothing is made up", (spike) => {
  const text = `version: 1
traffic: { users: { rate: 50/s, to: web.order, spike: ${spike} } }
parts: { web: { type: service, endpoints: { order: [{ delay: 100ms }] } } }
`;
  const [said] = readModel("m.yaml", memoryFiles({ "m.yaml": text })).diagnostics;
  expect(said?.hint).not.toContain("spikes: [");
});
