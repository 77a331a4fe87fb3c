/** What the README tells one to type and to write is there. */
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { headroom } from "./headroom.js";

const PAGES = ["README.md", "experiments/README.md", "src/README.md", "test/README.md"];
const README = readFileSync("README.md", "utf8");

/** Files that the README has one write, or that stand for one's own. */
const WRITTEN = /^(shop|proposal|a|b)\.yaml$|^headroom\/|^access\.log\.gz$/;

const commands = [README, readFileSync("experiments/README.md", "utf8")].flatMap((text) => commandsOf(text));

function commandsOf(text: string): string[][] {
  return [...text.matchAll(/npx headroom ([a-z][^`\n]*)/g)].map(
    ([, words]) => words!.replace(/ +#.*$/, "").match(/"[^"]*"|\S+/g)!,
  );
}

it("has commands whose flags are there", () => {
  expect(commands.length).toBeGreaterThan(20);
  const helps = new Map<string, string>();
  for (const [verb = "", ...words] of commands) {
    const { code, stdout } = headroom([verb, "--help"]);
    if (!helps.has(verb)) expect(code, verb).toBe(0);
    helps.set(verb, stdout);
    for (const word of words.filter((each) => each.startsWith("--")))
      expect(helps.get(verb), `${verb} ${word}`).toContain(word);
  }
});

it("names files that are there", () => {
  const files = commands.flat().filter((word) => /\.(yaml|log|gz)$/.test(word));
  expect(files.filter((file) => !existsSync(file) && !WRITTEN.test(file))).toEqual([]);
});

it("shows a model without a mistake", () => {
  const [, yaml = ""] = /```yaml\n(version: 1\ntraffic:[\s\S]*?)```/.exec(README) ?? [];
  const { model, diagnostics } = readModel("shop.yaml", memoryFiles({ "shop.yaml": yaml }));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(model).not.toBeNull();
});

it("says of help what help says", () => {
  for (const [verb, word] of commands.filter(([first]) => first === "help"))
    expect(headroom([verb!, word!]).code, word).toBe(0);
});

it("shows what explain prints", () => {
  const text = readFileSync("experiments/README.md", "utf8");
  const [, command = "", shown = ""] = /\$ npx headroom (explain .*)\n…\n([\s\S]*?)```/.exec(text) ?? [];
  expect(shown).not.toBe("");
  const { stdout } = headroom([...command.split(" "), "--out", mkdtempSync(join(tmpdir(), "headroom-"))]);
  expect(stdout).toContain(shown);
});

it.each(PAGES)("%s links to what is there", (page) => {
  const text = readFileSync(page, "utf8").replace(/```[\s\S]*?```/g, "");
  const missing = [...text.matchAll(/\]\(([^)#\s]*)(#[^)]*)?\)/g)].filter(([, file = "", anchor]) => {
    if (/^https?:/.test(file)) return false;
    const path = file === "" ? page : join(dirname(page), file);
    if (!existsSync(path)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(path, "utf8")).includes(anchor.slice(1));
  });
  expect(missing.map(([link]) => link)).toEqual([]);
});

/** As GitHub makes them of headings. */
const anchorsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
