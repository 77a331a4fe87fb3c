/** `headroom ceiling`: what it says, and how it ends. */
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ceilingSchema } from "../../src/analysis/findings/ceiling-findings.js";
import { emptyFolder, filesIn, fixture, headroom, type Ran, sharedRuns, unwrapped, widest } from "./headroom.js";

const SHORT = ["--duration", "2s", "--precision", "20%", "--threads", "1"];

const env = sharedRuns();
const ceiling = (args: readonly string[], cwd = process.cwd()): Ran => headroom(["ceiling", ...args], { cwd, env });

describe("ends with", () => {
  for (const [code, args, why, words] of [
    [
      0,
      ["small.yaml", ...SHORT],
      "the expected peak within the ceiling",
      /takes the expected peak of 100\/s and more: it meets its objectives up to 3\d\d\/s/,
    ],
    [
      99,
      ["small.yaml", ...SHORT, "--peak", "500/s"],
      "a peak beyond it",
      /does not take the expected peak of 500\/s: it meets its objectives up to 3\d\d/,
    ],
    [
      99,
      ["missed.yaml", ...SHORT],
      "objectives that no load meets",
      /misses its objectives at every load tried, even at [\d.]+\/s: p50 is .*, asked was < 1ms/,
    ],
    [
      3,
      ["undecided.yaml", "--budget", "100"],
      "a budget that is too small",
      /It is unknown how much .* takes: .*The budget of the search was spent.*ceiling .*undecided\.yaml --budget 1000000/,
    ],
    [
      0,
      ["small.yaml", ...SHORT, "--knob", "db.pool.connections"],
      "a value that is enough",
      /connections: 1 is enough/,
    ],
    [2, ["small.yaml", "--knob", "db.pol.connections"], "a mistyped path", /unknown key "pol"; did you mean "pool"\?/],
    [3, ["no-traffic.yaml", ...SHORT], "no load to raise", /no request comes, and no multiple of no load is more/],
    [2, ["experiment.yaml"], "two variants to choose from", /say which: --variant "one thread"/],
    [2, ["small.yaml", "--peak", "much"], "a peak that is none", /expected a rate such as 300\/s/i],
  ] as const)
    it(`${code}: ${why}`, () => {
      const folder = emptyFolder();
      const found = ceiling([fixture(args[0]), ...args.slice(1)], folder);
      expect(unwrapped(found.stdout + found.stderr)).toMatch(words);
      expect(found.code).toBe(code);
      expect(found.stdout === "").toBe(code === 2);
      expect(widest(found.stdout)).toBeLessThanOrEqual(80);
      expect(filesIn(folder)).toEqual({});
    });
});

it("without objectives it shows how to write one", () => {
  const { code, stderr } = ceiling(["models/bench/w3.yaml"]);
  expect([code, unwrapped(stderr)]).toEqual([2, expect.stringContaining("objectives: { latency: [p(99) < 300ms]")]);
});

it("--html: one page of the search, and the command that makes it again", () => {
  const folder = emptyFolder();
  const flags = ["--duration", "2s", "--peak", "120.5/s", "--precision", "20%", "--threads", "1"];
  ceiling([fixture("small.yaml"), ...flags, "--html", join(folder, "new", "page.html")]);
  const { "page.html": page, ...others } = filesIn(folder);
  expect(others).toEqual({});
  const { document } = new JSDOM(page).window;
  expect(document.title).toMatch(
    /^A small shop: “A small shop” takes the expected peak of 121\/s and more: it meets its objectives up to 3\d\d\/s/,
  );
  expect(document.querySelector("#chart-ceiling svg")?.textContent).toContain("expected: 121/s");
  expect(document.querySelectorAll("#t-looks tbody tr").length).toBeGreaterThan(2);
  expect(document.querySelector("#again pre")?.textContent).toBe(
    `npx headroom ceiling ${fixture("small.yaml")} --seed fixture --duration 2s --peak 120.5/s --precision 20%`,
  );
});

it("--json is one document, as its schema says, the same bytes on one thread and on two", () => {
  const json = [fixture("small.yaml"), "--json", ...SHORT];
  const one = ceiling(json).stdout;
  expect(ceiling([...json, "--threads", "2", "--no-cache"]).stdout).toBe(one);
  const schema = z.fromJSONSchema(JSON.parse(headroom(["schema", "--of", "ceiling"]).stdout));
  expect(schema.safeParse(JSON.parse(one)).error?.issues ?? []).toEqual([]);
  expect(ceilingSchema.parse(JSON.parse(one))).toMatchObject({ formatVersion: 1, seed: "fixture", expected: 100 });
});
