/** Wrong usage is told on stderr with exit code 2, never with a stack trace; help goes to stdout. */
import { describe, expect, it } from "vitest";
import { emptyFolder, filesIn, fixture, headroom, unwrapped } from "./headroom.js";

describe("wrong usage", () => {
  for (const [args, message] of [
    [["rnu", "x.yaml"], /unknown command 'rnu'[\s\S]*Did you mean run/],
    [["run"], /missing required argument 'file'/],
    [["run", "nothing-here.yaml"], /there is no file "nothing-here\.yaml"/],
    [["run", "."], /"\."/],
    [["run", fixture("small.yaml"), "--seeed", "1"], /unknown option '--seeed'[\s\S]*Did you mean --seed/],
    [["run", fixture("small.yaml"), "--replications", "0"], /--replications: must be at least 1/],
    [["run", fixture("small.yaml"), "--duration", "-1s"], /--duration/],
    [["run", fixture("small.yaml"), "--threads", "many"], /--threads/],
    [["run", fixture("small.yaml"), "--duration", "1s", "--out", "/dev/null/out"], /\/dev\/null\/out/],
    [
      ["schema", "--of", "banana"],
      /Allowed choices are model, experiment, result, diff, sweep, tornado, ceiling, next/,
    ],
  ] as const)
    it(args.map((arg) => arg.replace(/.*\//, "")).join(" "), () => {
      const folder = emptyFolder();
      const { code, stdout, stderr } = headroom(args, { cwd: folder });
      expect(unwrapped(stderr)).toMatch(message);
      expect(stderr).not.toMatch(/\n {4}at |this is a bug/);
      expect(code).toBe(2);
      expect(stdout).toBe("");
      expect(filesIn(folder)).toEqual({});
    });
});

it("help leads to every verb and every exit code, in 80 columns", () => {
  const { code, stdout, stderr } = headroom(["--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const word of ["run", "diff", "check", "schema", "Examples", "98", "99", "130"]) expect(stdout).toContain(word);
  for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
});

it("every verb's help ends with examples, in 80 columns, and says no default that is none", () => {
  const verbs = [...headroom(["--help"]).stdout.matchAll(/^ {2}([a-z]+) .*(<|\[)/gm)].map(([, verb]) => verb!);
  expect(verbs.length).toBeGreaterThan(10);
  for (const verb of verbs) {
    const { stdout } = headroom([verb, "--help"]);
    expect(stdout).toMatch(new RegExp(`\n\nExamples:\n  headroom ${verb} [^\n]*\n(  .*\n)*$`));
    expect(stdout).not.toContain("[])");
    for (const line of stdout.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  }
});

it("without a verb it says what there is, as a mistake", () => {
  const { code, stderr } = headroom([]);
  expect(code).toBe(2);
  expect(stderr).toContain("Usage: headroom");
});
