/** What is said of a system after each moment of a timeline, from runs. */
import { expect, it } from "vitest";
import { throughWords } from "../../src/charts/kit/spike.js";
import { latencyTitle } from "../../src/charts/latency-over-time/title.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { notBackWords, recoveryWords } from "../../src/report/run/recovery-words.js";
import { conditions } from "../../src/report/run/remark-words.js";

const orders = (call: string, timeline: string) => `
version: 1
traffic: { buyers: { rate: 40/s, to: shop.order } }
parts:
  shop: { type: service, endpoints: { order: [{ ${call} }] } }
  pay: { type: service, threads: 10, endpoints: { charge: [{ delay: exponential(100ms) }] } }
timeline: { ${timeline} }
run: { duration: 150s, warm-up: 10s, replications: 3 }`;

async function said(call: string, timeline: string) {
  const { study } = openStudy("m.yaml", memoryFiles({ "m.yaml": orders(call, timeline) }), {});
  return runStudy(study!, threads(1));
}

const STALL = "payments stall: { at: 40s, for: 5s, slow: pay, by: 100 }";

it("comes back without retries, and says when and at what price", async () => {
  const findings = await said("call: pay.charge, timeout: 1s", STALL);
  expect(notBackWords(findings)).toEqual([]);
  const words = recoveryWords(findings).join(" ");
  expect(words).toMatch(/After “payments stall” it needs \d+\ss \(.*\) to recover\./);
  expect(words).toMatch(/Requests without a good answer in one run, from the beginning of “payments stall” on: \d/);
  expect(throughWords(findings)).toBe("through “payments stall”");
  expect(conditions(findings)).toMatch(/What happens: payments stall 40\ss–45\ss\./);
});

it("does not come back with them, and says how it stands", async () => {
  const findings = await said("call: pay.charge, timeout: 1s, retry: { attempts: 4, backoff: 10ms }", STALL);
  expect(notBackWords(findings)).toEqual([
    expect.stringMatching(
      /^“m” does not come back after “payments stall”, in all 3 replications: retries turn [34]\d(\.\d)?\/s calls of pay into 1[5-6]\d\/s, and the queue for pay threads, of \d+\.\d\ss, is longer than the timeout, 1\ss; .* later goodput is 0\/s, where it was [34]\d(\.\d)?\/s; pay threads stay full\.$/,
    ),
  ]);
});

it("does not take users who wait for answers for a system that is as before", async () => {
  const text = `version: 1
traffic: { users: { users: 50, think: 1s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: 20ms }] } } }
timeline: { apart: { at: 40s, for: 10s, link: [users, web], apart: true } }
run: { duration: 100s, warm-up: 10s, replications: 3 }`;
  const { study } = openStudy("m.yaml", memoryFiles({ "m.yaml": text }), {});
  const findings = await runStudy(study!, threads(1));
  expect(notBackWords(findings)).toEqual([
    expect.stringMatching(/^“m” does not come back after “apart”, .* goodput is 0\/s, where it was [45]\d\.\d\/s\.$/),
  ]);
});

it("blames the first moment that it is down since, not the last", async () => {
  const timeline = `${STALL}, later: { at: 90s, set: { pay.threads: 9 } }`;
  const findings = await said("call: pay.charge, timeout: 1s, retry: { attempts: 4, backoff: 10ms }", timeline);
  expect(notBackWords(findings)).toEqual([expect.stringMatching(/^“m” does not come back after “payments stall”/)]);
  const [, later] = findings.variants[0]!.recoveries!;
  expect(later!.timeMs.reason).toBe("it was down since “payments stall”");
});

it("says of a change that stays that it is worse off, not that it does not come back", async () => {
  const findings = await said("call: pay.charge, timeout: 1s", "fewer threads: { at: 40s, set: { pay.threads: 2 } }");
  expect(notBackWords(findings)).toEqual([
    expect.stringMatching(/^“m” is worse off since “fewer threads”, which stays, in all 3 replications: .*goodput is/),
  ]);
  expect(latencyTitle(findings)).toMatch(/^“m” is worse off since “fewer threads”/);
});

it("has a name for what is recovered, of each moment, in objectives and claims", async () => {
  const timeline = "one: { at: 40s, for: 5s, down: pay }, two stalls: { at: 80s, for: 5s, slow: pay, by: 100 }";
  const of = (claims: string) => `
version: 1
title: T
variants: { a: m.yaml }
objectives: { "recovery{two stalls}": [time < 1s], "lost{one}": [count < 300] }
claims: ${JSON.stringify(claims.split(", "))}`;
  const open = (claims: string) =>
    openStudy(
      "e.yaml",
      memoryFiles({ "e.yaml": of(claims), "m.yaml": orders("call: pay.charge, timeout: 1s", timeline) }),
      {},
    );
  const { study } = open("lost of one{a} > 150, drain of two stalls{a} > 2s, recovery of one{a} < 10s");
  const { variants, claims } = await runStudy(study!, threads(1));
  expect(claims.map(({ verdict }) => verdict)).toEqual(["met", "met", "met"]);
  expect(variants[0]!.objectives.map(({ verdict }) => verdict)).toEqual(["missed", "met"]);
  const { diagnostics } = open("recovery of two stals{a} < 10s");
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'no moment of the timeline "two stals": did you mean two stalls?',
  ]);
});

it("tells moments apart, each until the next begins", async () => {
  const findings = await said(
    "call: pay.charge, timeout: 1s",
    "one: { at: 40s, for: 5s, down: pay }, two: { at: 80s, for: 5s, down: pay }",
  );
  const [{ recoveries }] = findings.variants as [(typeof findings.variants)[number]];
  expect(recoveries?.map(({ moment }) => moment)).toEqual(["one", "two"]);
  for (const { timeMs, lost } of recoveries ?? []) {
    expect(timeMs.value).toBeLessThan(5000);
    expect(lost.value).toBeGreaterThan(150); // 40/s for 5 s, each time.
    expect(lost.value).toBeLessThan(260);
  }
  expect(throughWords(findings)).toBe("through “one” and “two”");
});

it("is the title of the picture, before what the few answered show", async () => {
  const call = "call: pay.charge, timeout: 1s, retry: { attempts: 4, backoff: 10ms }";
  expect(latencyTitle(await said(call, STALL))).toMatch(
    /^“m” does not come back after “payments stall”, since retries turn [34]\d(\.\d)?\/s calls of pay into 1[5-6]\d\/s$/,
  );
  expect(latencyTitle(await said("call: pay.charge, timeout: 1s", STALL))).toMatch(
    /^Up to 100% of requests fail through “payments stall”; the others have a p99/,
  );
});

it("speaks of each variant after its own moments only, and sweeps them", async () => {
  const more = (at: string, name: string) =>
    orders("call: pay.charge, timeout: 1s", `${name}: { at: ${at}, for: 5s, down: pay }`);
  const files = { "a.yaml": more("40s", "one"), "b.yaml": more("60s", "two") };
  const text =
    "version: 1\ntitle: T\nvariants: { a: a.yaml, b: b.yaml }\nrun: { duration: 90s, warm-up: 10s, replications: 3 }";
  const { study } = openStudy("e.yaml", memoryFiles({ ...files, "e.yaml": text }), {});
  const findings = await runStudy(study!, threads(1));
  const words = recoveryWords(findings);
  expect(words.filter((each) => each.includes("“one”")).join(" ")).not.toContain("“b”");
  expect(words.filter((each) => each.includes("“two”")).join(" ")).not.toContain("“a”");
  expect(findings.variants.map(({ moments }) => moments?.map(({ name }) => name))).toEqual([["one"], ["two"]]);
});

it("refuses a moment in the warm-up or after the end, and a spike beside a timeline", () => {
  const said = (file: string, text: string) =>
    openStudy(file, memoryFiles({ [file]: text, "m.yaml": orders("call: pay.charge", STALL) }), {}).diagnostics.map(
      ({ message }) => message,
    );
  expect(said("early.yaml", orders("call: pay.charge", "x: { at: 5s, for: 5s, slow: pay, by: 2 }"))[0]).toMatch(
    /“x” begins in the warm-up of 10s, which is not measured/,
  );
  const late = orders("call: pay.charge", "x: { at: 5h, for: 5s, slow: pay, by: 2 }");
  expect(said("late.yaml", late)[0]).toMatch(/“x” begins at 5h, after the end of the run at /);
  const both = "version: 1\ntitle: T\nvariants: { a: m.yaml }\nspike: { from: 40s, to: 45s, label: hey }";
  expect(said("both.yaml", both)[0]).toContain("take out `spike`");
});
