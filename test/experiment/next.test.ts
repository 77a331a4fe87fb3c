/** `headroom next` on systems with one planted symptom each: the right diagnosis, and fashionable fixes that gain nothing. */
import { describe, expect, it } from "vitest";
import { type NextFindings, nextSchema } from "../../src/analysis/findings/next-findings.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { tryChanges } from "../../src/experiment/next/try-changes.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import type { Job } from "../../src/experiment/plan/study.js";
import { type Files, memoryFiles } from "../../src/model/source/index.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { documentText } from "../../src/report/kit/json.js";
import { nextTerminal } from "../../src/report/next/terminal.js";

const SHORT = { duration: "60s", warmUp: "5s", replications: "8" };

async function next(file: string, files: Files = nodeFiles, all = true): Promise<NextFindings> {
  const { study } = openStudy(file, files, SHORT);
  if (study === null) throw new Error(`${file} is not valid`);
  return tryChanges(study, files, threads(1), { all });
}

const PLANTED = [
  ["co-located", "co-located", ["web: 200 threads", "db: a pool of 12", "users: a deadline of 10s"]],
  ["single-node", "single node", ["db: 2 read replicas", "db: a cache of item", "db: 8 cores", "web: 128 threads"]],
  ["read-pressure", "read pressure", ["web: 4 instances", "web: 8 cores each", "web: 200 threads", "db: a pool of 80"]],
  [
    "heavy-work",
    "heavy work in the path",
    ["db: 2 read replicas", "db: a cache of item", "db: 8 cores", "db: a pool of 32"],
  ],
  ["bad-query", "bad query", ["web: 4 instances", "db: 2 read replicas", "db: a cache of item", "web: 200 threads"]],
] as const;

describe("planted symptoms", () => {
  for (const [name, symptom, fashionable] of PLANTED)
    it(name, async () => {
      const found = await next(`models/planted/${name}.yaml`);
      const changes = new Map(found.changes.map((change) => [change.name, change]));
      expect(found.now.verdict).toBe("missed");
      expect(changes.get(found.best ?? "")).toMatchObject({ treats: symptom, objectives: "met", verdict: "gains" });
      // As much by a larger machine, which stays a single point of failure.
      if (name === "single-node")
        expect(changes.get("web: 4 cores")).toMatchObject({
          treats: "small machine",
          verdict: "gains",
          objectives: "met",
        });
      // Before any is dropped from the race, all in it have had twelve replications.
      const racing = found.changes.filter(({ verdict, objectives }) => verdict === "gains" && objectives === "met");
      if (racing.length > 1) for (const { replications } of racing) expect(replications).toBeGreaterThanOrEqual(12);
      for (const fix of fashionable)
        expect([fix, changes.get(fix)?.verdict]).toEqual([fix, expect.stringMatching(/nothing|not proven|worse/)]);
      // What theory would have left out is simulated here, and gains nothing.
      const pruned = found.changes.filter(({ reason }) => reason.endsWith("gains nothing"));
      for (const { name: fix, verdict } of pruned) expect([fix, verdict]).toEqual([fix, "nothing"]);
      expect(nextSchema.parse(JSON.parse(documentText(nextSchema, found))).best).toBe(found.best);
      const lines = nextTerminal(found, { colour: false, width: 80, verbose: true, tryIt: "headroom run x.yaml" })
        .trimEnd()
        .split("\n");
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80);
    });
});

const IDLE = `version: 1
traffic: { users: { rate: 60/s, to: web.page, deadline: 5s } }
parts:
  web: { type: service, cores: 8, threads: 50, queue: 50, endpoints: { page: [{ cpu: 5ms }] } }
`;

it("nothing helps who waits for nothing", async () => {
  const found = await next("idle.yaml", memoryFiles({ "idle.yaml": IDLE }), false);
  expect(found).toMatchObject({ best: null, verdict: "none", metric: "p99" });
  expect(new Set(found.changes.map(({ verdict }) => verdict))).toEqual(new Set(["not tried"]));
  expect(nextTerminal(found, { colour: false, width: 80, verbose: true, tryIt: "" })).toMatch(
    /^No change can help: nothing here waits for anything\.\n|^No change/,
  );
});

it("what gains no more in the race is neither the best nor as good as the best", async () => {
  const busy = (ms: number) => `version: 1
traffic: { users: { rate: 80/s, to: web.page } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(${ms}ms) }] } } }
objectives: { latency: [mean < 30ms] }
run: { duration: 8s, warm-up: 1s, replications: 4 }`;
  const files = memoryFiles({ "busy.yaml": busy(10), "worse.yaml": busy(11) });
  const [study, worse] = ["busy.yaml", "worse.yaml"].map((file) => openStudy(file, files, {}).study!);
  const own = study!.variants[0].model;
  const runner = threads(1);
  /** Changes are what they seem to be in the first four replications alone. */
  const lucky = {
    ...runner,
    run: (job: Job) =>
      runner.run(job.plan.replication < 4 || job.model === own ? job : { ...job, model: worse!.variants[0].model }),
  };
  const found = await tryChanges(study!, files, lucky, { all: false });
  expect(found.changes.filter(({ replications }) => replications > 4).length).toBeGreaterThan(1);
  expect(found).toMatchObject({ best: null, ties: [] });
});
