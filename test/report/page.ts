/** The page of findings, parsed; and its reading, as a person would go through it. */
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { ceilingHtml } from "../../src/report/html/ceiling-page.js";
import { diffHtml } from "../../src/report/html/diff/page.js";
import { nextHtml } from "../../src/report/html/next-page.js";
import { html } from "../../src/report/html/page.js";
import { sweepHtml } from "../../src/report/html/sweep-page.js";
import { search } from "../charts/ceiling-fixture.js";
import { comparisonsOf } from "../charts/comparisons.js";
import { semiFinal } from "../charts/stages.js";
import { curve } from "../charts/sweep-fixture.js";
import { ceilings, diffOf } from "./diff-fixture.js";
import { shopNext } from "./next-fixture.js";

export const command = "npx headroom run experiments/world-cup-semi-final.yaml --seed semi-final";
const paths = ["experiments/world-cup-semi-final.yaml", "models/shop/1-one-machine.yaml", "models/shop/3-pool.yaml"];
export const files = paths.map((path) => ({ path, text: readFileSync(path, "utf8") }));

export const pageOf = (findings: Findings): string => html(findings, { command, files });

/** The page of a diff: one of everything it can say, over two of the stages. */
export function diffPage(): string {
  const study = shorter();
  const variants = ["base", "proposal"].map((name, i) => ({ ...study.variants[i * 2], name }));
  const both = { ...study, variants, comparisons: comparisonsOf(variants) };
  return diffHtml({ ...diffOf("a name"), ceiling: ceilings }, both, { command, files });
}

export const sweepPage = (): string => sweepHtml(curve, { command, files });

export const nextPage = (): string => nextHtml(shopNext, { command, files, tryIt: "npx headroom run shop-next.yaml" });

export const ceilingPage = (): string => ceilingHtml(search, { command, files });

const FIRST = 125; // Of the bins.

/** Three of the stages, and of the evening what is around the shoot-out: as a page is, but shorter. */
export function shorter(): Findings {
  const study = semiFinal();
  const around = <T>(bins: readonly T[]) => bins.slice(FIRST, FIRST + 12);
  const variants = [0, 2, 6].map((i) => {
    const { overTime, ...rest } = study.variants[i];
    const resources = overTime.resources.map(({ part, resource, utilisation, queueLength }) => ({
      part,
      resource,
      utilisation: utilisation && around(utilisation),
      queueLength: around(queueLength),
    }));
    const { offeredLoad, goodput, errorRate, p50Ms, p99Ms, p99LowMs, p99HighMs } = overTime;
    const startMs = overTime.startMs + FIRST * overTime.binMs;
    const rates = { offeredLoad: around(offeredLoad), goodput: around(goodput), errorRate: around(errorRate) };
    const latency = { p50Ms: around(p50Ms), p99Ms: around(p99Ms) };
    const band = { p99LowMs: around(p99LowMs), p99HighMs: around(p99HighMs) };
    return { ...rest, overTime: { startMs, binMs: overTime.binMs, ...rates, ...latency, ...band, resources } };
  });
  return { ...study, variants, comparisons: comparisonsOf(variants) };
}

const { DOMParser } = new JSDOM("").window;
export const parse = (page: string): Document => new DOMParser().parseFromString(page, "text/html");

/** Headings, sentences, pictures by their title, tables by caption, heads and first row. */
export function reading(document: Document): string {
  const lines = [...document.querySelectorAll("h1,h2,p:not(.wider),li,figure,summary,table")]
    .filter((element) => element.closest("nav") === null)
    .map((element) => lineOf(element));
  return `${[document.title, ...lines].join("\n")}\n`;
}

function lineOf(element: Element): string {
  const inside = element.closest("details") === null || element.tagName === "SUMMARY" ? "" : "    ";
  const text = (each: Element | null | undefined) => each?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  const cells = (row: Element | null | undefined) => [...(row?.children ?? [])].map(text).join(" | ");
  switch (element.tagName) {
    case "H1":
      return `# ${text(element)}`;
    case "H2":
      return `\n## ${text(element)}`;
    case "FIGURE":
      return `[picture] ${text(element.querySelector("title"))}`;
    case "SUMMARY":
      return `> ${text(element)}`;
    case "TABLE": {
      const rows = [...element.querySelectorAll("tbody tr")];
      const about = `[table of ${rows.length}] ${text(element.querySelector("caption"))}`;
      return [about, cells(element.querySelector("thead tr")), cells(rows[0])].map((line) => inside + line).join("\n");
    }
    default:
      return `${element.tagName === "LI" ? "- " : ""}${text(element)}`;
  }
}
