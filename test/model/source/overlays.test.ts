import { describe, expect, it } from "vitest";
import { load, memoryFiles } from "../../../src/model/source/index.js";
import { readModel } from "../../../src/model/source/read-model.js";

/** `file:line:column: message · hint` of everything that is wrong. */
function complaints(texts: Record<string, string>): string[] {
  return readModel(Object.keys(texts)[0]!, memoryFiles(texts)).diagnostics.map(({ location, message, hint }) => {
    const place = location === null ? "" : `${location.file}:${location.line}:${location.column}: `;
    return place + message + (hint ? ` · ${hint}` : "");
  });
}

const dataOf = (texts: Record<string, string>) => load(Object.keys(texts)[0]!, memoryFiles(texts)).data;

const NOW = `version: 1
name: Now
description: As it is
traffic: { all: { rate: 10/s, to: web.page } }
parts:
  web:
    type: service
    endpoints:
      page:
        - cpu: 1ms
        - name: ask
          query: db.read
          fallback:
            - delay: 1ms
        - repeat: 2
          steps:
            - query: db.report
            - cpu: 2ms
        - publish: mails
  db: { type: database, queries: { read: { time: 1ms }, report: { time: 2ms } } }
  mails: { type: work-queue, workers: 1, steps: [{ delay: 5ms }] }
`;
const over = (text: string) => ({ "new.yaml": `extends: now.yaml\n${text}`, "now.yaml": NOW });
const page = (texts: Record<string, string>) => {
  const { model, diagnostics } = readModel("new.yaml", memoryFiles(texts));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return (dataOf(texts) as { parts: { web: { endpoints: { page: unknown[] } } } }).parts.web.endpoints.page ?? model;
};
const edit = (text: string) => over(`edit:\n  web.page: ${text}\n`);

describe("extends", () => {
  it("several, each over those before it", () => {
    const texts = {
      "c.yaml": "extends: [a.yaml, b.yaml]\nz: 3",
      "a.yaml": "x: 1\ny: 1\nz: 1",
      "b.yaml": "y: 2\nz: 2",
    };
    expect(dataOf(texts)).toEqual({ x: 1, y: 2, z: 3 });
    expect(load("c.yaml", memoryFiles(texts)).locate(["y"])).toMatchObject({ file: "b.yaml" });
  });

  it("what two of them extend lies below both, once", () => {
    const texts = {
      "d.yaml": "extends: [left.yaml, right.yaml]",
      "left.yaml": "extends: base.yaml\nx: left",
      "right.yaml": "extends: base.yaml\ny: right",
      "base.yaml": "x: base\ny: base\nz: base",
    };
    expect(dataOf(texts)).toEqual({ x: "left", y: "right", z: "base" });
  });

  it("a name is inherited, a description is not", () => {
    expect(dataOf(over(""))).toMatchObject({ name: "Now" });
    expect(dataOf(over(""))).not.toHaveProperty("description");
    expect(dataOf(over("description: null"))).not.toHaveProperty("description");
    expect(dataOf(over("description: New"))).toMatchObject({ description: "New" });
  });

  it.each([
    [
      { "a.yaml": "extends: [b.yaml, c.yaml]", "b.yaml": "x: 1", "c.yaml": "extends: a.yaml" },
      "c.yaml:1:10: a file cannot extend itself: a.yaml → c.yaml → a.yaml",
    ],
    [
      { "a.yaml": "extends: [b.yaml, 3]", "b.yaml": "x: 1" },
      "a.yaml:1:19: extends needs the path of another model file, relative to this one, or a list of them",
    ],
    [
      { "a.yaml": "extends: []" },
      "a.yaml:1:10: extends needs the path of another model file, relative to this one, or a list of them",
    ],
    [
      { "a.yaml": "extends: [b.yaml, c.yaml]", "b.yaml": "x: 1" },
      'a.yaml:1:19: there is no file "c.yaml" · did you mean "a.yaml"?',
    ],
  ])("%j", (texts, complaint) => expect(complaints(texts)[0]).toBe(complaint));
});

describe("edit", () => {
  it("changes a step by its name, and by what it does, at any depth", () => {
    const edited = page(
      edit("{ change: { ask: { timeout: 1s, fallback: null }, query db.report: { deadline: 2s } } }"),
    );
    expect(edited[1]).toEqual({ name: "ask", query: "db.read", timeout: "1s" });
    expect(edited[2]).toEqual({ repeat: 2, steps: [{ query: "db.report", deadline: "2s" }, { cpu: "2ms" }] });
  });

  it("removes, and puts before and after", () => {
    const edited = page(
      edit(
        "{ remove: [repeat, delay], before: { ask: [{ cpu: 3ms }, { cpu: 4ms }] }, after: { publish mails: { cpu: 5ms } } }",
      ),
    );
    expect(edited).toEqual([
      { cpu: "1ms" },
      { cpu: "3ms" },
      { cpu: "4ms" },
      { name: "ask", query: "db.read", fallback: [] },
      { publish: "mails" },
      { cpu: "5ms" },
    ]);
  });

  it("a queue's steps, and those of what was just replaced", () => {
    const texts = over("parts: { mails: { steps: [cpu: 1ms] } }\nedit: { mails: { after: { cpu: [delay: 1ms] } } }");
    expect(dataOf(texts)).toMatchObject({ parts: { mails: { steps: [{ cpu: "1ms" }, { delay: "1ms" }] } } });
  });

  it("a mistake in what is put there is shown where it is written", () =>
    expect(complaints(edit("{ change: { ask: { timout: 1s } } }"))).toEqual([
      'new.yaml:3:32: unknown key "timout" · did you mean "timeout"?',
    ]));

  it.each([
    ["{ change: { aks: { timeout: 1s } } }", 'web.page has no step "aks" · did you mean "ask"?'],
    [
      "{ remove: [audit] }",
      'web.page has no step "audit" · it has cpu, ask, delay, repeat, query db.report or publish mails',
    ],
    ["{ remove: cpu }", '"cpu" may be any of 2 steps of web.page · give the one that is meant a `name`'],
    ["{ remove: query }", '"query" may be any of 2 steps of web.page · say which: ask or query db.report'],
    ["{ chnage: { ask: { timeout: 1s } } }", 'unknown key "chnage" · did you mean "change"?'],
    ["{ change: [ask] }", "change needs a map from a step to what it gets"],
    ["{ change: { ask: 1s } }", "a change is a map of what differs in the step"],
    ["3", "expected a map with change, remove, before or after"],
  ])("%s", (text, said) => expect(complaints(edit(text))[0]).toContain(`: ${said}`));

  it("of what is not there", () => {
    expect(complaints(over("edit: { web.pgae: { remove: [cpu] } }"))[0]).toBe(
      'new.yaml:2:9: there are no steps at "web.pgae" to edit · did you mean "web.page"?',
    );
    expect(complaints(over("edit: 3"))[0]).toContain("edit needs a map by endpoint");
  });
});

it("a key that only other steps know is not what was meant", () =>
  expect(complaints(over("parts: { mails: { steps: [{ delay: 1ms, timeout: 1s }] } }"))).toEqual([
    'new.yaml:2:41: unknown key "timeout" · known here: delay or name',
  ]));

describe("names of steps", () => {
  it("are told once a list", () => {
    const twice = over("parts: { mails: { steps: [{ name: a, delay: 1ms }, { name: a, delay: 1ms }] } }");
    expect(complaints(twice)).toEqual(['new.yaml:2:60: two steps here are named "a"']);
  });

  it("change nothing else", () => {
    const named = readModel("now.yaml", memoryFiles({ "now.yaml": NOW })).model;
    const bare = readModel("now.yaml", memoryFiles({ "now.yaml": NOW.replace("name: ask\n          ", "") })).model;
    expect(JSON.stringify(named)).toBe(JSON.stringify(bare));
  });
});
