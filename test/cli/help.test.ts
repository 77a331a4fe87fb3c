/** `headroom help WORD`, as a process. */
import { expect, it } from "vitest";
import { headroom } from "./headroom.js";

const help = (...words: string[]) => headroom(["help", ...words]);

it("says of a key what may be written, what it means, and shows it", () => {
  expect(help("db.pool.connections").stdout).toBe(`database.pool.connections
  A whole number, at least 1, at most 1,000,000; required. Where: parts.NAME of
  type database.
  The most connections of the pool: its size

  db:
    pool: { connections: 20 }
`);
});

it("lists the keys inside, and where the same word stands elsewhere", () => {
  const { stdout } = help("retry");
  expect(stdout).toMatch(/^retry\n/);
  expect(stdout).toMatch(/^ {2}attempts {5}Attempts in all, the first one counted \(required\)$/m);
  expect(stdout).toMatch(/^The same word elsewhere:\n {2}topic\.retry {2}/m);
});

it.each([
  ["rate.spikes", "traffic.rate.spikes"],
  ["web.threads", "service.threads"],
  ["over", "experiment.over"],
  ["traffic", "Traffic"],
  ["p99", "latency"],
  ["wait p99 of db pool", "wait"],
  ["within(500ms)", "within"],
  ["lognormal", "lognormal"],
  ["cache", "type: cache"],
  ["extends", "Overlays"],
  ["random.every", "random.every"],
])("knows %s", (word, first) => expect(help(word).stdout.split("\n")[0]).toBe(first));

it("lists a word that means several things, with full names", () => {
  const { stdout } = help("limit");
  expect(stdout).toMatch(/^"limit" stands in several places:\n {2}limit {2}/);
  for (const name of ["service.limit", "work-queue.limit", "dead-letters.limit"])
    expect(stdout).toContain(`  ${name} `);
});

it("says of a verb what its --help says, and what else the word is", () => {
  const { stdout } = help("ceiling");
  expect(stdout.startsWith(headroom(["ceiling", "--help"]).stdout.trimEnd())).toBe(true);
  expect(stdout).toContain("experiment.ceiling");
});

it.each([
  ["circuit-breaker", 'What others call "circuit-breaker" is here "breaker".'],
  ["grid", 'What others call "grid" is here "experiment.over".'],
  ["postgres", 'What others call "postgres" is here "type: database".'],
  ["objective", "Objectives"],
  ["replica", "database.replicas"],
  ["rate", "traffic.rate"],
])("knows %s, a word of others or in another number", (word, first) =>
  expect(help(word).stdout.split("\n")[0]).toBe(first),
);

it("says what others call so, where the word is one of ours too", () => {
  expect(help("replicas").stdout).toMatch(/^What others call "replicas" may be here:\n {2}service\.instances {2}/m);
  expect(help("spike").stdout).toContain("\n  traffic.rate.spikes  ");
  expect(help("workers").stdout).toMatch(/^work-queue\.workers\n/);
});

it("names the nearest word", () => {
  for (const [word, near] of [
    ["conections", "connections"],
    ["db.pool.conections", "connections"],
    ["gamday", "gameday"],
  ]) {
    const { code: status, stderr } = help(word!);
    expect(status).toBe(2);
    expect(stderr.replaceAll("\n", " ")).toContain(`Did you mean "${near}"?`);
  }
});

it("lists what there is on a screen, and no line of it is wider than a terminal", () => {
  const lines = help().stdout.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(30);
  for (const word of [[], ["service"], ["limit"], ["figures"], ["timeline"]]) {
    const said = help(...word).stdout.split("\n");
    expect(said.filter((line) => line.length > 80)).toEqual([]);
  }
});
