/** The page of explain: verdict first, then single requests with a table each, every hop, the model and the command. */
import { expect, it } from "vitest";
import { explainAnswer } from "../../src/report/explain/answer.js";
import { explainHtml } from "../../src/report/html/explain-page.js";
import { shopExplained } from "../charts/waterfall-fixture.js";
import { NASTY } from "./diff-fixture.js";
import { command, parse } from "./page.js";
import { expectSound } from "./sound-page.js";

const files = [{ path: "shop.yaml", text: "version: 1\n" }];
const page = explainHtml(shopExplained, { command, files });
const document = parse(page);

it("has the verdict first, a table for every request and one of hops, and the command last", () => {
  const chapters = [...document.querySelectorAll("main > section")].map(({ id }) => id);
  expect(chapters).toEqual(["verdict", "requests", "hops", "model", "again"]);
  expect(document.querySelector("p.verdict")?.textContent).toBe(explainAnswer(shopExplained).verdict);
  expect(document.querySelectorAll("#requests tbody")).toHaveLength(shopExplained.traces.length);
  expect(document.querySelectorAll("#t-hops tbody tr")).toHaveLength(shopExplained.hops.length);
  expect(document.querySelector("#chart-waterfall svg")).not.toBeNull();
  expect(document.querySelector("#again")?.textContent).toContain(command);
});

it("is sound whatever names say, and the same bytes again", () => {
  expectSound(page);
  expect(explainHtml(shopExplained, { command, files })).toBe(page);
  const traces = shopExplained.traces.map((trace) => ({
    ...trace,
    endpoint: NASTY,
    spans: trace.spans.map((span) => ({ ...span, name: NASTY, cause: span.cause === null ? null : NASTY })),
  }));
  const hops = shopExplained.hops.map((hop) => ({ ...hop, part: NASTY, on: NASTY }));
  const named = { ...shopExplained, title: NASTY, name: NASTY, variant: NASTY, traces, hops };
  expectSound(explainHtml(named, { command: NASTY, files: [{ path: NASTY, text: NASTY }] }));
});
