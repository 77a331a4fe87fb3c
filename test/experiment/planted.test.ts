/**
 * `headroom next` on systems with one planted symptom each, at least two of some: the change named is a right one, and
 * fashionable fixes, simulated, gain nothing. The five first ones are in `next.test.ts`.
 */
import { describe, expect, it } from "vitest";
import { threads } from "../../src/experiment/execute/threads.js";
import { tryChanges } from "../../src/experiment/next/try-changes.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { nextTerminal } from "../../src/report/next/terminal.js";

interface Planted {
  readonly symptom: string;
  readonly right: RegExp; // All that is right for it.
  readonly fashionable: readonly string[];
  readonly run?: { readonly duration?: string; readonly warmUp?: string; readonly replications?: string };
}

const SHORT = { duration: "40s", warmUp: "5s", replications: "6" };
const LONGER = { duration: "60s", warmUp: "10s", replications: "8" };
const FEW = { replications: "5" };

const PLANTED: Readonly<Record<string, Planted>> = {
  "co-located-exports": {
    symptom: "co-located",
    right: /^exports: a machine of its own$/,
    fashionable: ["web: 120 threads", "db: a cache of item", "db: 8 cores", "db: 2 read replicas"],
  },
  "single-node-down": {
    symptom: "single node",
    right: /^web: 2 instances$/,
    fashionable: ["web: 8 cores", "web: 128 threads", "db: a cache of item", "db: 2 read replicas"],
    run: FEW,
  },
  "read-pressure-together": {
    symptom: "read pressure",
    right: /^pages: one fetch for all who miss a key$/,
    fashionable: ["web: 4 instances", "web: 8 cores each", "pages: room for 40 keys", "web: 400 threads"],
    run: LONGER,
  },
  "heavy-work-aside": {
    symptom: "heavy work in the path",
    right: /^web: send, reserve and enter of order later$/,
    fashionable: ["web: 4 instances", "web: 8 cores each", "mail: 2 instances", "db: 2 read replicas"],
  },
  "bad-query-for-each": {
    symptom: "bad query",
    right: /^db: one query for all of row$/,
    fashionable: ["web: 4 instances", "web: 200 threads", "db: a pool of 40"],
    run: LONGER,
  },
  "retry-storm": {
    symptom: "retry storm",
    right: /^calls of prices: (a retry budget of 10%|no retries|2 attempts at most)$|^prices\.of: a deadline/,
    fashionable: ["web: 4 instances", "db: 2 read replicas", "db: a pool of 200", "db: a cache of item"],
    run: FEW,
  },
  "missing-timeout": {
    symptom: "missing timeout",
    right: /^advice\.for: a deadline of 100ms$|^web: at most 25 at once in advice\.for$/,
    fashionable: ["web: 8 cores each", "db: 2 read replicas", "db: 8 cores"],
    run: FEW,
  },
  "noisy-neighbour": {
    symptom: "noisy neighbour",
    right: /^web: at most 4 import at once$|^web: import in instances of its own$/,
    fashionable: ["web: 8 cores each", "db: 2 read replicas", "db: a cache of item", "db: a pool of 60"],
    run: FEW,
  },
  "hot-key": {
    symptom: "hot key",
    right: /^db: a cache of product$/,
    fashionable: ["db: 8 shards", "web: 4 instances", "web: 400 threads"],
    run: LONGER,
  },
  "slow-third-party": {
    symptom: "slow third party",
    right: /^web: send of order later$/,
    fashionable: ["web: 4 instances", "web: 8 cores each", "db: 2 read replicas", "db: a cache of item"],
  },
  "oversized-pool": {
    symptom: "oversized pool",
    right: /^db: a pool of 16$/,
    fashionable: ["db: a pool of 800", "web: 4 instances", "web: 800 threads"],
    run: FEW,
  },
  "premature-split": {
    symptom: "premature split",
    right: /^cart, prices, tax merged back into web$/,
    fashionable: ["web: 4 instances", "cart: 4 instances", "prices: 4 cores each", "db: 2 read replicas"],
  },
};

describe("planted symptoms, another of each", () => {
  for (const [name, { symptom, right, fashionable, run = SHORT }] of Object.entries(PLANTED))
    it(name, async () => {
      const file = `models/planted/${name}.yaml`;
      const { study } = openStudy(file, nodeFiles, run);
      const found = await tryChanges(study!, nodeFiles, threads(1), { all: false, also: fashionable });
      const changes = new Map(found.changes.map((change) => [change.name, change]));
      expect(found.now.verdict === "missed" || found.now.growing).toBe(true);
      const best = changes.get(found.best ?? "");
      expect([best?.name, best?.treats, best?.verdict, best?.objectives]).toEqual([
        expect.stringMatching(right),
        symptom,
        "gains",
        "met",
      ]);
      for (const fix of fashionable)
        expect([fix, changes.get(fix)?.verdict]).toEqual([fix, expect.stringMatching(/nothing|not proven|worse/)]);
      const said = nextTerminal(found, { colour: false, width: 80, verbose: true, tryIt: "headroom run x.yaml" });
      expect(said).toMatch(/^The best change found for “/);
      expect(said.replaceAll(/\s+/g, " ")).toContain(`The change mends “${symptom}”: `);
      expect(Math.max(...said.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
    }, 120_000);
});
