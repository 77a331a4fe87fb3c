/** `check` sees a standstill coming where a chain of calls needs more slots of one pool than there may be. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { checkSense } from "../../src/model/check/check-sense.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { modelOf, simulate } from "../simulate.js";

const warnings = (text: string): string[] =>
  checkSense(modelOf(text), () => null).diagnostics.flatMap(({ message, hint }) =>
    message.includes("wait for each other") ? [`${message}; ${hint}`] : [],
  );

interface Options {
  readonly traffic?: string;
  readonly threads?: number | string;
  readonly pool?: string;
  readonly call?: string;
  readonly app?: string;
}

const nested = ({ traffic = "users: 10, think: 90ms", threads = 6, pool = "", call = "", app = "" }: Options = {}) => `
version: 1
traffic: { t: { ${traffic}, to: app.req } }
parts:
  app: { type: service, ${app} endpoints: { req: [{ call: pool.first }] } }
  pool:
    type: service
    threads: ${threads}
    ${pool}
    endpoints:
      first: [{ delay: exponential(5ms) }, { call: pool.second${call} }]
      second: [{ delay: exponential(5ms) }]`;

it("looks at a long chain of services once each, not at every way through it", () => {
  const part = (i: number) =>
    `  s${i}: { type: service, endpoints: { go: [{ cpu: 1ms }${i < 40 ? `, { call: s${i + 1}.go }` : ""}] } }`;
  const parts = Array.from({ length: 41 }, (_, i) => part(i)).join("\n");
  expect(warnings(`version: 1\ntraffic: { t: { rate: 1/s, to: s0.go } }\nparts:\n${parts}\n`)).toEqual([]);
});

describe("warns", () => {
  it("with the number that is enough: n · (k − 1) + 1", () => {
    const [only, ...more] = warnings(nested());
    expect(more).toEqual([]);
    expect(only).toContain("each holds one of the 6 threads of pool and waits for another");
    expect(only).toContain("11 threads are enough");
    expect(warnings(nested({ threads: 10 }))).toHaveLength(1);
    expect(warnings(nested({ threads: 11 }))).toEqual([]);
  });

  it("of open traffic, from which no number is safe", () =>
    expect(warnings(nested({ traffic: "rate: 10/s", threads: 500 }))[0]).toContain("no number of threads is safe"));

  it("of users who give up while the work goes on", () =>
    expect(warnings(nested({ traffic: "users: 3, think: 90ms, timeout: 1s" }))[0]).toContain("no number of threads"));

  it("of three slots held by one request", () => {
    const text = nested().replace("second: [{ delay", "second: [{ call: pool.third }]\n      third: [{ delay");
    expect(warnings(text)[0]).toContain("21 threads are enough");
  });

  it("of branches at once, each of which holds one", () => {
    const text = nested({ traffic: "users: 3, think: 90ms" }).replace(
      "req: [{ call: pool.first }]",
      "req: [{ parallel: [{ times: 4, steps: [{ call: pool.first }] }] }]",
    );
    expect(warnings(text)[0]).toContain("13 threads are enough");
  });

  it("of calls in both directions", () => {
    const text = (a: number, users: number): string => `
version: 1
traffic: { t: { users: ${users}, think: 9ms, mix: { a.there: 50%, b.back: 50% } } }
parts:
  a: { type: service, threads: ${a}, endpoints: { there: [{ call: b.end }], end: [{ delay: 1ms }] } }
  b: { type: service, threads: 2, endpoints: { back: [{ call: a.end }], end: [{ delay: 1ms }] } }`;
    expect(warnings(text(3, 5))[0]).toMatch(/hold threads of [ab] wait for [ab], and those that hold threads of [ab]/);
    expect(warnings(text(3, 4))).toEqual([]); // Five threads cannot all be held by four.
    expect(simulate(text(3, 4), { durationMs: 60_000 }).standstill).toBeNull();
  });
});

describe("says nothing", () => {
  it.each([
    ["of fewer users than slots", nested({ traffic: "users: 3, think: 90ms" })],
    ["behind a gate that lets only so many in", nested({ traffic: "rate: 10/s", app: "threads: 5," })],
    ["of threads without a limit", nested({ threads: "unlimited" })],
    ["where those who wait lose patience", nested({ pool: "patience: 1s" })],
    ["where the line is too short for all who hold one", nested({ pool: "queue: 5" })],
    ["where the inner call has a deadline", nested({ call: ", deadline: 1s" })],
    ["where the whole has one", nested({ traffic: "users: 10, think: 9ms, deadline: 1s" })],
    ["where the caller gives up and frees what it holds", nested({ call: ", timeout: 1s" })],
  ])("%s", (_, text) => expect(warnings(text)).toEqual([]));

  it("of any model or experiment here", () => {
    const files = ["models", "experiments"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".yaml"))
        .map((file) => `${folder}/${file}`),
    );
    for (const file of files)
      for (const { message } of openStudy(file, nodeFiles, {}).diagnostics)
        expect(message, file).not.toContain("wait for each other");
  });
});
