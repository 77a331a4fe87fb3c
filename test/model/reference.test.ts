import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ALL_FAMILIES } from "../../src/experiment/figures/grammar.js";
import { figuresReference } from "../../src/experiment/figures/reference.js";
import { PART_KINDS, STEP_KINDS } from "../../src/model/language/catalogue.js";
import { reference } from "../../src/model/language/reference.js";

it("models/README.md is what the schema says; `npm run reference` writes it anew", () => {
  expect(readFileSync("models/README.md", "utf8")).toBe(`${reference()}${figuresReference()}`);
});

it("has a row for every figure", () => {
  for (const { summary } of ALL_FAMILIES) expect(figuresReference()).toContain(` ${summary} |`);
});

it("has a section for every part and every step", () => {
  const text = reference();
  for (const { type, section } of PART_KINDS)
    expect(text).toContain(section === undefined ? `### type: ${type}\n` : "## Links\n");
  for (const { verb } of STEP_KINDS) expect(text).toContain(`### ${verb}\n`);
});

it("says what stands under each name of a map, and that steps are steps", () => {
  const text = reference();
  for (const key of ["queries.NAME.locks", "views.NAME.refresh", "tables.NAME.rows"])
    expect(text).toContain(`| \`${key}\` |`);
  expect(text).toContain("| `miss` | steps | required |");
});
