/** `headroom compare`: several models on the same requests, without an experiment file. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findingsSchema } from "../../src/analysis/findings/findings.js";
import { emptyFolder, filesIn, headroom, sharedRuns, unwrapped } from "./headroom.js";

const SHOP = `version: 1
name: A small shop
traffic: { shoppers: { rate: 60/s, to: web.page } }
parts:
  web: { type: service, threads: 1, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, queries: { read: { time: exponential(6ms) } } }
objectives: { latency: [p(50) < 1s] }
`;
const FILES = {
  "shop.yaml": SHOP,
  "more.yaml": "version: 1\nextends: shop.yaml\nparts: { web: { threads: 2 } }\n",
  "busy.yaml": "version: 1\nextends: shop.yaml\ntraffic: { shoppers: { rate: 90/s } }\n",
  "wrong.yaml": "version: 1\nextends: shop.yaml\nparts: { web: { thraeds: 2 } }\n",
  "wrong-too.yaml": "version: 1\nextends: shop.yaml\nparts: { web: { coers: 2 } }\n",
  "asks.yaml": "version: 1\ntitle: A question\nbase: shop.yaml\nover: { web.threads: [1, 2] }\n",
};
const SHORT = ["--duration", "40s", "--warm-up", "2s", "--replications", "4", "--threads", "1"];
const env = sharedRuns();

function folder(): string {
  const made = emptyFolder();
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(made, name), text);
  return made;
}

it("says and writes what an experiment of these variants does, the first being the baseline", () => {
  const cwd = folder();
  const asked = headroom(["compare", "shop.yaml", "more.yaml", ...SHORT, "--json"], { cwd, env });
  expect([asked.code, asked.stderr]).toEqual([0, ""]);
  const found = findingsSchema.parse(JSON.parse(asked.stdout));
  expect(found.variants.map(({ name }) => name)).toEqual(["shop", "more"]);
  expect(found).toMatchObject({ name: "shop-and-more", title: "shop and more", notes: [] });
  expect(filesIn(join(cwd, "output"))["report.html"]).toContain("npx headroom compare shop.yaml more.yaml --seed 1");
  const text = `version: 1\ntitle: shop and more\nvariants: { shop: shop.yaml, more: more.yaml }\n`;
  writeFileSync(join(cwd, "shop-and-more.yaml"), text);
  expect(headroom(["run", "shop-and-more.yaml", ...SHORT, "--json"], { cwd, env }).stdout).toBe(asked.stdout);
});

it("says what traffic is not the same, and other commands about one file", () => {
  const cwd = folder();
  const { code, stdout } = headroom(["compare", "shop.yaml", "more.yaml", "busy.yaml", ...SHORT], { cwd, env });
  expect(code).toBe(0);
  expect(unwrapped(stdout)).toContain(
    "“busy” has other traffic than “shop” (shoppers): other requests and another load.",
  );
  expect(unwrapped(stdout)).not.toContain("“more” has other traffic");
  expect(stdout).not.toContain("--variant");
});

it("tells all mistakes of all files at once, and writes nothing", () => {
  const cwd = folder();
  const { code, stdout, stderr } = headroom(
    ["compare", "wrong.yaml", "none.yaml", "wrong-too.yaml", "asks.yaml", "wrong.yaml"],
    { cwd },
  );
  expect([code, stdout]).toEqual([2, ""]);
  for (const said of [
    /wrong\.yaml:3:\d+: error: unknown key "thraeds" .*did you mean "threads"\?/,
    /wrong-too\.yaml:3:\d+: error: unknown key "coers" .*did you mean "cores"\?/,
    /there is no file "none\.yaml"/,
    /"asks\.yaml" is an experiment/,
    /"wrong\.yaml" is given twice/,
    /5 errors/,
  ])
    expect(unwrapped(stderr)).toMatch(said);
  const one = headroom(["compare", "shop.yaml", "none.yaml"], { cwd });
  expect([one.code, one.stdout, one.stderr.match(/error/g)?.length]).toEqual([2, "", 2]);
  expect(headroom(["compare", "shop.yaml"], { cwd }).code).toBe(2);
  expect(Object.keys(filesIn(join(cwd, "output")))).toEqual([]);
});
