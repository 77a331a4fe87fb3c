import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { findIn, fullName } from "../../src/cli/help/find.js";
import { referencePage } from "../../src/cli/reference/markdown.js";
import { ALL_FAMILIES } from "../../src/experiment/figures/grammar.js";
import { referenceChapters } from "../../src/experiment/reference/chapters.js";
import { MOMENT_KINDS, PART_KINDS, STEP_KINDS } from "../../src/model/language/catalogue.js";
import { FIRST_MODEL_YAML } from "../../src/model/reference/texts.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

const chapters = referenceChapters(); // Fails where a key has no example that is valid.
const page = referencePage(chapters);
const entries = chapters.flatMap((chapter) => chapter.entries.map((entry) => ({ chapter, entry })));

it("models/README.md is what the schema says; `npm run reference` writes it anew", () => {
  expect(readFileSync("models/README.md", "utf8")).toBe(page);
});

it("has a row for every figure, and a section for every part, step and moment", () => {
  for (const { summary } of ALL_FAMILIES) expect(page).toContain(` ${summary} |`);
  for (const { type, section } of PART_KINDS)
    expect(page).toContain(section === undefined ? `### type: ${type}\n` : "## Links\n");
  for (const { verb } of STEP_KINDS) expect(page).toContain(`### step: ${verb}\n`);
  for (const { verb } of MOMENT_KINDS) expect(page).toContain(`### timeline: ${verb}\n`);
});

it("says of every key what it means, in words that are not only its type, and shows it", () => {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const silent = entries.filter(
    ({ entry: { meaning, values } }) =>
      meaning.length < 4 ||
      plain(meaning) === plain(values) ||
      /^An? (whole number|number|duration|rate|percentage|size|bandwidth), (at least|at most|more than|constant or)/.test(
        meaning,
      ),
  );
  expect(silent.map(({ chapter, entry }) => `${chapter.title}: ${entry.path}`)).toEqual([]);
  for (const { entry } of entries) {
    const key = entry.path.split(".").findLast((each) => each !== "NAME")!;
    expect(entry.example.lines.join("\n"), entry.path).toContain(key);
  }
});

it("writes examples as YAML that says the same", () => {
  for (const { entry } of entries) {
    const { under, lines } = entry.example;
    const text =
      under === null ? lines : [under.endsWith(":") ? under : `${under}`, ...lines.map((line) => `  ${line}`)];
    expect(() => parse(text.join("\n")), text.join("\n")).not.toThrow();
  }
});

it("has no link that leads nowhere", () => {
  const titles = new Set(
    chapters.map(({ title }) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
  const missing = [...page.matchAll(/\]\(#([^)]+)\)/g)]
    .map(([, anchor]) => anchor!)
    .filter((each) => !titles.has(each));
  expect([...new Set(missing)]).toEqual([]);
});

it("begins with a model that has no mistake and nothing to remark", () => {
  const { model, diagnostics } = readModel("shop.yaml", memoryFiles({ "shop.yaml": FIRST_MODEL_YAML }));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(model).not.toBeNull();
});

it("says what stands under each name of a map, and that steps are steps", () => {
  for (const key of ["queries.NAME.locks", "views.NAME.refresh", "tables.NAME.rows"])
    expect(page).toContain(`| \`${key}\` |`);
  expect(page).toContain("| `miss` | [steps](#steps) | required |");
});

it("finds every key by its full name, and by its full name with one's own names in it", () => {
  for (const { chapter, entry } of entries) {
    const name = fullName(chapter, entry);
    const { hits, others } = findIn(chapters, name.replaceAll(".NAME", ""));
    const found = [...hits, ...others].map((hit) => (hit.kind === "entry" ? hit.entry : hit.chapter));
    expect(found.includes(entry) || found.includes(chapter), name).toBe(true);
  }
  const { hits } = findIn(chapters, "shop-db.replicas.lag");
  expect(hits.map((hit) => hit.kind === "entry" && fullName(hit.chapter, hit.entry))).toEqual([
    "database.replicas.lag",
  ]);
});
