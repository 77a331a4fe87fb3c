/** A hundred first files, as people write them who have not read the reference: how many do the messages alone repair? */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { type Diagnostic, render } from "../../../src/model/source/index.js";
import { misunderstood, repaired } from "./repair.js";

const here = dirname(fileURLToPath(import.meta.url));
const meant = parse(readFileSync(join(here, "meant.yaml"), "utf8")) as Record<string, Record<string, unknown>>;
const files = readdirSync(join(here, "files")).map((file) => {
  const text = readFileSync(join(here, "files", file), "utf8");
  const name = file.replace(".yaml", "");
  const { data, isValid, rounds } = repaired(text);
  const left = isValid ? misunderstood(data, meant[name] ?? { "": "what it means is not said" }) : ["not valid"];
  return { name, text, rounds, left };
});

const first = files.filter(({ name }) => Number.parseInt(name, 10) <= 100);
const later = files.filter((file) => !first.includes(file)); // Written when the words of the first were known.
const isRepaired = ({ left }: (typeof files)[number]): boolean => left.length === 0;

it("has a hundred of them and twenty with rarer words, each with what its author meant", () => {
  expect(files.map(({ name }) => name)).toEqual(Object.keys(meant).sort());
  expect([first.length, later.length]).toEqual([100, 20]);
});

it("repairs ninety in a hundred by what the messages say to write", () => {
  const lost = files.filter(({ left }) => left.length > 0);
  for (const { name, left, rounds } of lost)
    console.log(`${name}: ${left.join("; ")}\n${render(rounds.at(-1) ?? [], () => null)}\n`);
  expect(first.filter(isRepaired).length).toBeGreaterThanOrEqual(90);
  expect(later.filter(isRepaired).length).toBeGreaterThanOrEqual(14);
});

const said: readonly Diagnostic[] = files.flatMap(({ rounds }) => rounds.flat());

it("prints all that it has as data: what a message repairs, a reader can write", () => {
  const silent = said.flatMap(({ message, hint = "", fix = [] }) =>
    fix
      .filter(({ write }) => !(write === "" ? /leave|instead|write/.test(hint) : hint.includes(write)))
      .map(({ write }) => ({ message, hint, write })),
  );
  expect(silent).toEqual([]);
});

it("says it in three lines of 80 columns at most, but for a list that must be long", () => {
  const long = said.filter(
    (each) => each.fix !== undefined && render([each], () => null).split("\n").length > 3 + 3 + 2,
  );
  expect(long.map(({ hint }) => hint)).toEqual([]);
});
