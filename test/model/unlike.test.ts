/** Instances that are not like the others, and what is said of their load before a run. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { latencies, modelOf, requests, resource, simulate } from "../simulate.js";

const shop = (web: string, rate = "rate: 90/s", more = ""): string => `
version: 1
data: { customer: { keys: 1000, popularity: "hot(keys 1, share 40%)" }, product: { keys: 8 } }
traffic: { users: { ${rate}, to: web.page } }
parts:
  web: { type: service, ${web}, endpoints: { page: [{ cpu: 10ms }] } }
${more}`;

describe("a slower instance", () => {
  it("takes so many times as long, and others take their usual time", () => {
    const measured = simulate(
      shop("instances: 3, unlike: [{ count: 2, pace: 50% }], balance: round-robin", requests(9, 50)),
    );
    expect(latencies(measured, "web.page")).toEqual([10, 10, 10, 20, 20, 20, 20, 20, 20]);
  });
  it("stays slower through a release, and slower still while that is cold", () => {
    const release =
      "timeline: { new: { at: 105ms, release: web, all-at-once: true, boot: 10ms, cold: { for: 250ms, by: 3 } } }";
    const measured = simulate(
      shop("instances: 2, unlike: [{ pace: 50% }], balance: round-robin", requests(10, 100), release),
    );
    // Two before; then cold for 250 ms.
    expect(latencies(measured, "web.page").filter((ms) => ms > 20)).toEqual([30, 60]);
  });
  it("has cores of its own", () => {
    const measured = simulate(
      shop("instances: 2, cores: 1, unlike: [{ cores: 3 }], balance: round-robin", requests(40, 5)),
    );
    expect(resource(measured, "web", "cores").capacity).toBe(4);
    // 100/s to each: the first is full, the other a third of it.
    expect(resource(measured, "web", "cores").busyByInstance.map((busy) => Math.round(busy * 10))).toEqual([2, 2]);
  });
});

describe("the load", () => {
  /** "0.9 of 1.5", or at the busiest. */
  const load = (web: string, rate?: string): string => {
    const [first] = senseOf(modelOf(shop(web, rate))).loads.filter(({ capacity }) => Number.isFinite(capacity));
    const { busy, capacity, uneven } = first!;
    const [used, there] = uneven === null ? [busy, capacity] : [uneven.busiest, uneven.capacity / uneven.instances];
    return `${Number(used.toPrecision(4))} of ${Number(there.toPrecision(4))}${uneven === null ? "" : " at the busiest"}`;
  };
  it("of unlike ones is of all they can do, where requests go where there is less", () => {
    expect(load("instances: 2, cores: 1, unlike: [{ pace: 50% }]")).toBe("0.9 of 1.5");
    expect(load("instances: 3, cores: 1, unlike: [{ cores: 4, pace: 50% }]")).toBe("0.9 of 4");
  });
  it("where they are dealt out, the first that fills tells", () => {
    // 45/s · 20 ms is 0.9 of the slower one.
    expect(load("instances: 2, cores: 1, unlike: [{ pace: 50% }], balance: random")).toBe(
      "0.675 of 0.75 at the busiest",
    );
    expect(load("instances: 2, cores: 1, unlike: [{ pace: 50% }], balance: { by: round-robin, weights: [2, 1] }")).toBe(
      "0.9 of 1.5",
    );
    expect(load("instances: 2, cores: 1, balance: { by: random, weights: [3, 1] }")).toBe("0.675 of 1 at the busiest");
    expect(load("instances: 2, cores: 1, balance: { by: least-connections, weights: [3, 1] }")).toBe("0.9 of 2");
  });
  it("of threads is told in the same way", () =>
    expect(load("instances: 2, threads: 1, balance: { by: random, weights: [3, 1] }")).toBe(
      "0.675 of 1 at the busiest",
    ));
  it("of a hot key is all at one instance", () => {
    expect(load("instances: 5, cores: 1, balance: { sticky: customer }")).toBe("0.36 of 1 at the busiest");
    expect(load("instances: 2, cores: 1, balance: { sticky: customer }")).toBe("0.9 of 2");
    const byHash = load("instances: 5, cores: 1, balance: { hash: customer }");
    expect(Number(byHash.split(" ")[0])).toBeGreaterThan(0.36 + 0.08);
    expect(load("instances: 5, cores: 1, balance: { hash: customer, bound: 1.2 }")).toBe("0.9 of 5");
  });
});

describe("mistakes", () => {
  const said = (web: string, more = ""): string[] => {
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": shop(web, undefined, more) }));
    return diagnostics.map(({ message }) => message).filter((message) => !message.startsWith("nothing speaks of"));
  };
  it.each([
    ["instances: 2, unlike: [{ count: 3, pace: 50% }]", "3 of 2 instances"],
    ["instances: 2, unlike: [{ count: 1 }]", "these are like the others"],
    ["instances: 2, unlike: [{ cores: 1 }]", "the others have no limit of cores"],
    [
      "instances: 2, cores: 1, unlike: [{ pace: 50% }], autoscale: { max: 4, cores: 60% }",
      "which of them come and go is not said",
    ],
    ["instances: 3, balance: { by: random, weights: [1, 2] }", "2 weights of 3 instances"],
    ["instances: 2, balance: { by: random, weights: [0, 0] }", "all of them are 0"],
    ["instances: 2, balance: { by: power-of-two, weights: [1, 1] }", "power-of-two has no weights"],
    ["instances: 2, balance: { weights: [1, 1] }", "which policy is not said: give one of by, power-of, sticky, hash"],
    ["instances: 2, balance: { sticky: custmer }", 'there is no data "custmer"'],
    ["instances: 2, balance: { by: least-work, knows: own }", "least-work must know of all requests"],
    ["instances: 2, balance: { by: random, knows: own }", "`knows` does nothing here: random needs to know nothing"],
    ["instances: 2, balance: { power-of: 2, bound: 1.5 }", "`bound` does nothing here: it is of `hash`"],
  ])("%s", (web, message) => expect(said(web)).toEqual([message]));
  it("instances that come and go", () =>
    expect(
      said("instances: 2, unlike: [{ pace: 50% }]", "timeline: { more: { at: 1s, set: { web.instances: 3 } } }"),
    ).toEqual(["which of them come and go is not said"]));
});
