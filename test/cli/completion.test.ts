/** Shells complete verbs, flags and the names in the model on the line. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { emptyFolder, headroom, shell } from "./headroom.js";

const SHOP = "models/shop/5-cache.yaml";

/** The kind, and the words, as `headroom complete` tells a script. */
function completed(...words: readonly string[]): { kind: string; words: string[] } {
  const { code, stdout, stderr } = headroom(["complete", "--", ...words]);
  expect([code, stderr]).toEqual([0, ""]);
  const [kind, ...lines] = stdout.trimEnd().split("\n");
  return { kind: kind!, words: lines.map((line) => line.split("\t")[0]!) };
}

it("verbs, their flags but for those given, and what a flag takes", () => {
  expect(completed("ch")).toEqual({ kind: "words", words: ["check"] });
  expect(completed("complete", "").words).toEqual([]);
  expect(completed("run", SHOP, "--seed", "1", "--se").words).toEqual([]);
  expect(completed("run", SHOP, "--figure", "p99", "--fi").words).toEqual(["--figure"]);
  expect(completed("schema", "--of", "re").words).toEqual(["result"]);
  expect(completed("completion", "").words).toEqual(["bash", "zsh", "fish"]);
  expect(completed("run", "")).toEqual({ kind: "models", words: [] });
  expect(completed("run", SHOP, "--out", "")).toEqual({ kind: "files", words: [] });
});

it("names in the model: knobs, figures, variants, endpoints", () => {
  expect(completed("ceiling", SHOP, "--knob", "shop-db.po").words).toEqual([
    "shop-db.pool.connections",
    "shop-db.pool.acquire",
    "shop-db.pool.queue",
  ]);
  expect(completed("sweep", SHOP, "--knob", "lo")).toEqual({ kind: "begun", words: ["load="] });
  expect(completed("sweep", SHOP, "--knob", "mix of shoppers: web.c").words).toEqual([
    "mix of shoppers: web.checkout=",
  ]);
  expect(completed("run", SHOP, "--figure", '"p99 of web.').words).toContain("p99 of web.checkout");
  expect(completed("run", SHOP, "--figure", "hit rate of c").words).toEqual(["hit rate of catalogue"]);
  expect(completed("run", SHOP, "--figure", "").words).toContain("p99 of ");
  expect(completed("explain", SHOP, "--endpoint=web.b").words).toEqual(["--endpoint=web.browse"]);
  expect(completed("explain", "experiments/patterns/51-trace.yaml", "--variant", "n").words).toEqual(["now"]);
});

it("of a file that is not there, not valid, or standard input it says nothing", () => {
  const wrong = join(emptyFolder(), "wrong.yaml");
  writeFileSync(wrong, "version: 1\nparts: 3\n");
  for (const file of ["nothing.yaml", wrong, "-"]) expect(completed("ceiling", file, "--knob", "").words).toEqual([]);
  expect(completed("rnu", "").words).toEqual([]);
});

/** What bash would offer for these words, the last being completed. */
const inBash = (...words: readonly string[]): string[] => {
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const { code, stdout, stderr } = shell(
    `eval "$(headroom completion bash)"; COMP_WORDS=(headroom ${line}); COMP_CWORD=${words.length}; _headroom headroom; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p headroom`,
  );
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/complete -F _headroom headroom\n$/);
  return stdout.split("\n").slice(0, -2);
};

it("bash completes words that it splits, and quotes what has spaces", () => {
  expect(inBash("exp")).toEqual(["explain"]);
  expect(inBash("check", "models/shop/5")).toEqual([SHOP]);
  expect(inBash("check", "test/cli/fix")).toEqual(["test/cli/fixtures"]);
  expect(inBash("ceiling", SHOP, "--knob", "shop-db.pool.c")).toEqual(["shop-db.pool.connections"]);
  expect(inBash("explain", SHOP, "--endpoint", "=", "web.b")).toEqual(["web.browse"]);
  expect(inBash("explain", SHOP, "--endpoint", "=")).toEqual(["web.browse", "web.checkout", "web.search"]);
  expect(inBash("run", SHOP, "--figure", "hit\\ rate\\ of\\ c")).toEqual([String.raw`hit\ rate\ of\ catalogue`]);
  expect(inBash("run", SHOP, "--figure", '"hit rate of c')).toEqual(["hit rate of catalogue"]);
});

it.each([
  ["zsh", "#compdef headroom"],
  ["fish", "complete -c headroom"],
])("%s has a script too", (name, text) => expect(headroom(["completion", name]).stdout).toContain(text));
