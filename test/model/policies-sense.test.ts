/** What `check`, theory and the search for the most load make of failure policies. */
import { describe, expect, it } from "vitest";
import { backlogged } from "../../src/experiment/search/backlog.js";
import { networkOf } from "../../src/experiment/theory/network.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { outlineTraffic } from "../../src/model/traffic/outline.js";
import { modelOf } from "../simulate.js";

/** 40 % busy without policies: 40 a second, 10 ms each. */
const asking = (policies: string): string => `
version: 1
traffic: { users: { rate: 40/s, to: web.page } }
parts:
  web: { type: service, instances: 2, endpoints: { page: [{ call: dep.do, ${policies} }] } }
  dep: { type: service, threads: 1, endpoints: { do: [{ delay: exponential(10ms) }] } }`;

function load(policies: string) {
  const { loads, model, diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": asking(policies) }));
  if (model === null) throw new Error(JSON.stringify(diagnostics));
  const { busy, busyAtWorst, certain, queue } = loads.find(({ part }) => part === "dep")!;
  return { busy: Number(busy.toFixed(6)), worst: Number(busyAtWorst.toFixed(6)), certain, queue };
}

describe("the load of a hedged call", () => {
  it("after a percentile, is that share more, and at worst every attempt", () => {
    expect(load("hedge: { after: p95 }")).toMatchObject({ busy: 0.42, worst: 0.8 });
    expect(load("hedge: { after: p90, attempts: 4 }")).toMatchObject({ busy: 0.44, worst: 1.6 });
  });
  it("after a time, is not known before a run", () =>
    expect(load("hedge: { after: 20ms }")).toMatchObject({ busy: 0.4, worst: 0.8 }));
  it("is bounded by its budget", () =>
    expect(load("hedge: { after: p50, budget: 10% }")).toMatchObject({ busy: 0.44, worst: 0.44 }));
  it("multiplies with that of retries", () =>
    expect(load("hedge: { after: 20ms }, retry: { attempts: 3 }")).toMatchObject({ busy: 0.4, worst: 2.4 }));
});

it("what is not begun, or stopped, is no certain load: an overload may be less than it looks", () => {
  const overloaded = (policies: string) => {
    const text = asking(policies).replace("rate: 40/s", "rate: 140/s");
    const { loads } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
    return loads.find(({ part }) => part === "dep")!.queue;
  };
  expect(overloaded("fallback: continue")).toBe("grows");
  expect(overloaded("timeout: 1s, travels: true")).not.toBe("grows");
});

describe("theory says nothing where it does not know", () => {
  const doubts = (policies: string): readonly string[] => networkOf(outlineTraffic(modelOf(asking(policies)))).doubts;
  it.each([
    ["hedge: { after: p95 }", "made again before it is answered"],
    ["retry: { attempts: 2, on: [timeout] }", "which failures are tried again"],
    ["timeout: 1s, travels: true", "not begun"],
    ["fallback: { degraded: continue }", "degraded"],
    ["breaker: { share: 50%, of-last: 9, open: 1s }", "breaker"],
  ])("%s", (policies, words) => expect(doubts(policies).join()).toContain(words));
  it.each(["retry: { attempts: 2 }", "fallback: continue"])("and does where it knows: %s", (policies) =>
    expect(doubts(policies)).toEqual([]),
  );
});

it("a search for the most load leaves out what gives up, refuses or asks again", () => {
  const endless = backlogged(
    modelOf(
      asking(
        "timeout: 1s, travels: true, hedge: { after: p95 }, retry: { attempts: 3 }, fallback: { degraded: [{ delay: 1ms }] }",
      ),
    ),
    10,
    1,
  );
  const [step] = (endless.parts.web as unknown as { endpoints: { page: Record<string, unknown>[] } }).endpoints.page;
  expect(step).toEqual({ call: "dep.do", fallback: { degraded: [{ delay: { kind: "constant", value: 1 } }] } });
});

it("jitter cannot go down", () => {
  const text = asking("retry: { attempts: 2, backoff: 5ms, jitter: { from: 90%, to: 10% } }");
  const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
  expect(diagnostics.map(({ message }) => message)).toEqual(["`from` is more than `to`"]);
});
