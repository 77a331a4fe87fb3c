/** What names and values of any sort do to the forms in which a diff is shown: nothing. */
import { JSDOM } from "jsdom";
import { expect, it } from "vitest";
import { type DiffFindings, diffSchema } from "../../src/analysis/findings/diff-findings.js";
import { githubAnnotations } from "../../src/report/diff/annotations.js";
import { diffJunit } from "../../src/report/diff/junit.js";
import { diffMarkdown } from "../../src/report/diff/markdown.js";
import { diffTerminal } from "../../src/report/diff/terminal.js";
import { happensWords } from "../../src/report/diff/words.js";
import { documentText } from "../../src/report/kit/json.js";
import { columns } from "../../src/text/width.js";
import { diffOf, NASTY } from "./diff-fixture.js";

const diff = diffOf(NASTY);

const view = { colour: false, width: 80, verbose: true };
const options = { command: "headroom diff a b", commands: null };

it("the terminal keeps to its width and is not coloured by a name; the verdict comes first and last", () => {
  for (const width of [80, 97, 120])
    for (const verbose of [false, true]) {
      const lines = diffTerminal(diff, { ...view, width, verbose }, null)
        .trimEnd()
        .split("\n");
      for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(width);
      expect(lines.join("")).not.toContain("\u001b");
      expect(lines[0]).toMatch(/^The proposal is worse and misses 1 of 3 objectives/);
      expect(lines.findLastIndex((line) => line.startsWith("The proposal is worse"))).toBeGreaterThan(lines.length - 8);
    }
});

it("one replication is one, and a command is broken between its flags", () => {
  const longer = `npx headroom diff ${"a".repeat(40)}.yaml b.yaml --no-ceiling --seed 1 && npx headroom run c.yaml`;
  const once = {
    ...diff,
    ...{ verdict: "undecided" as const, proposal: { ...diff.proposal, verdict: "unknown" as const } },
    window: { ...diff.window, replications: 1 },
  };
  const said = diffTerminal(once, view, { longer, of: (verb) => verb });
  expect(said).toContain(" 1 replication on");
  expect(said).toContain(
    `Next, run longer, which may decide it: npx headroom diff \\\n  ${"a".repeat(40)}.yaml b.yaml --no-ceiling --seed 1 \\\n  && npx headroom run c.yaml\n`,
  );
});

it("JUnit is well-formed: one case an objective that is asked, and one a metric", () => {
  const xml = new JSDOM(diffJunit(diff), { contentType: "text/xml" }).window.document;
  const outcomes = [...xml.querySelectorAll("testcase")].map((each) => each.firstElementChild?.tagName);
  expect(outcomes).toEqual(["failure", "skipped", "system-out", "failure"]);
  expect(xml.querySelector("testsuite")?.getAttribute("failures")).toBe("1");
});

const inRepository = (file: string) => (file.startsWith("/repo/") ? file.slice("/repo/".length) : null);

it("annotations are one line each, below the root, and begin no other command; the verdict is the first", () => {
  const lines = githubAnnotations(diff, inRepository).trimEnd().split("\n");
  expect(lines.map((line) => /^::(\w+) /.exec(line)?.[1])).toEqual(["error", "error", "error", "warning", "warning"]);
  expect(lines[0]).toMatch(/^::error title=headroom diff::The proposal is worse and misses 1 of 3 objectives/);
  expect(lines[1]).toMatch(
    /^::error file=a%2Cb.yaml,line=3,title=~ parts.x%3A .*::With both changes: The proposal is worse/,
  );
  expect(lines[2]).toMatch(/^::error file=a%2Cb.yaml,line=3,title=regressed%3A /);
  expect(githubAnnotations(diff, () => null)).not.toContain("file=");
});

it("no more than ten of a level, as many as GitHub shows, and how many more there are", () => {
  const change = (line: number) => ({
    ...diff.changes[0]!,
    path: `parts.x${line}`,
    place: { file: "/repo/a.yaml", line },
  });
  const many = { ...diff, changes: Array.from({ length: 30 }, (_, i) => change(i + 1)) };
  const errors = githubAnnotations(many, inRepository)
    .split("\n")
    .filter((line) => line.startsWith("::error"));
  expect(errors).toHaveLength(10);
  expect(errors[9]).toBe("::error title=headroom::and 23 more: see the summary of this step");
});

it("markdown: the fence holds whatever a value says, and a table has one row a line", () => {
  const text = diffMarkdown(diff, options);
  expect(text).toMatch(/\n````diff\n[\s\S]*\n````\n/);
  expect(text.split("\n").filter((line) => /^\| .* \|$/.test(line))).toHaveLength(4 + 1 + 2 + 1);
});

it("markdown: the picture marks what differs, and where parts come or go the one before stands by itself", () => {
  const node = (name: string) => ({ name, type: "service", shape: "box" as const, facts: [] });
  const edge = (from: string, to: string) => ({ from, to, kind: "call" as const, what: [], perSecond: 1 });
  const base = { used: "mean" as const, nodes: [node("web"), node(NASTY)], edges: [edge("web", NASTY)] };
  const proposal = { ...base, nodes: [...base.nodes, node("mails")], edges: [...base.edges, edge("web", "mails")] };
  const said = (topology: DiffFindings["topology"]) =>
    [...diffMarkdown({ ...diff, topology }, options).matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(
      ([, text]) => text!,
    );
  const [both, before, ...others] = said({ base, proposal });
  expect(both).toContain('"+ mails<br/>service"');
  expect(before).not.toContain("mails");
  expect(others).toEqual([]);
  expect(said({ base, proposal: base })).toHaveLength(1);
  expect(diffMarkdown({ ...diff, changes: [], topology: { base, proposal: base } }, options)).not.toContain("mermaid");
  const many = { ...base, nodes: Array.from({ length: 400 }, (_, i) => node(`part ${i}`)) };
  expect(diffMarkdown({ ...diff, topology: { base, proposal: many } }, options).length).toBeLessThan(65_300);
});

it("the same diff is the same JSON, and a NaN is refused", () => {
  expect(documentText(diffSchema, diff)).toBe(documentText(diffSchema, structuredClone(diff)));
  expect(() => documentText(diffSchema, { ...diff, tolerance: Number.NaN })).toThrow();
});

it("says that not the same happens in both, before the verdict, and nothing of it where it does", () => {
  const change = (path: string) => ({ sign: "-" as const, path, before: "1", after: null, place: null });
  const words = "What happens is not the same in both (“stall”), so part of the difference is that.";
  expect(happensWords({ ...diff, changes: [change("timeline.stall.by"), change("timeline.stall.for")] })).toEqual([
    words,
  ]);
  expect(diffMarkdown({ ...diff, changes: [change("random.stall")] }, options)).toContain(words);
  expect(happensWords({ ...diff, changes: [change("parts.web.threads")] })).toEqual([]);
});
