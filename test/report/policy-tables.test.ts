/** What reports tell of failure policies: degraded answers beside errors, and retries layer by layer. */
import { expect, it } from "vitest";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { retryTable } from "../../src/report/run/retry-tables.js";
import { stageTable } from "../../src/report/run/tables.js";
import { unaskedWords } from "../../src/report/run/verdict-words.js";
import { studyOf } from "../experiment/study.js";

const shop = (page: string, traffic = ""): string => `version: 1
traffic: { users: { rate: 100/s, to: shop.page ${traffic} } }
parts:
  shop: { type: service, endpoints: { page: [${page}] } }
  hints: { type: service, endpoints: { for: [{ fail: 50% }] } }
run: { duration: 20s, warm-up: 1s, replications: 3 }
`;
const findingsOf = (model: string) => runStudy(studyOf({ "shop.yaml": model }, "shop.yaml"), threads(1));

it("degraded answers stand beside errors, where there are any", async () => {
  const degraded = await findingsOf(shop("{ call: hints.for, fallback: { degraded: continue } }"));
  const { heads, rows } = stageTable(degraded);
  const at = heads.indexOf(">of which degraded");
  expect(heads[at - 1]).toBe(">errors");
  expect(rows[0]![at]).toBe(rows[0]![at - 1]);
  expect(rows[0]![at]).toMatch(/^(49|50)\.\d%\s±/);
  expect(unaskedWords(degraded)).toMatch(/^50% of the requests failed or were degraded, most by degraded at hints/);
  const good = await findingsOf(shop("{ call: hints.for, fallback: continue }"));
  expect(stageTable(good).heads).not.toContain(">of which degraded");
});

it("retries are told layer by layer where they stand around each other, and not otherwise", async () => {
  const retry = "retry: { attempts: 3 }";
  const layered = await findingsOf(shop(`{ call: hints.for, ${retry} }`, `, ${retry}`));
  expect(retryTable(layered).rows.map((cells) => cells.slice(1))).toEqual([
    ["users → shop.page", expect.stringMatching(/^1\.1\d\s±/), "3", expect.stringMatching(/^1\.1\d\s±/), "3"],
    [
      "shop.page → hints.for",
      expect.stringMatching(/^1\.7\d\s±/),
      "3",
      expect.stringMatching(/^(1\.9|2\.0)\d\s±/),
      "9",
    ],
  ]);
  expect(retryTable(await findingsOf(shop(`{ call: hints.for, ${retry} }`))).rows).toEqual([]);
});
