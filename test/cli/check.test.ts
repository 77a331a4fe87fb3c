import { expect, it } from "vitest";
import { emptyFolder, filesIn, fixture, headroom, unwrapped } from "./headroom.js";

it("a valid file: its load to stdout, nothing to stderr, nothing written", () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = headroom(["check", fixture("small.yaml")], { cwd: folder });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/web threads\s+30%/); // 100/s · 3 ms on one thread.
  expect(stdout).toMatch(/db pool\s+6%/);
  expect(filesIn(folder)).toEqual({});
});

it("an invalid one: its mistakes to stderr, nothing to stdout, exit code 2", () => {
  const { code, stdout, stderr } = headroom(["check", fixture("senseless.yaml")]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(unwrapped(stderr)).toContain('there is no part "bd"');
  expect(stderr).toContain('did you mean "db"?');
});

it("--json is one document, valid file or not", () => {
  const valid = JSON.parse(headroom(["check", fixture("experiment.yaml"), "--json"]).stdout);
  expect(valid).toMatchObject({
    formatVersion: 1,
    valid: true,
    diagnostics: [],
    loads: [{ variant: "one thread" }, { variant: "two threads" }],
  });
  const { code, stdout } = headroom(["check", fixture("mistaken.yaml"), "--json"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ valid: false, diagnostics: [{ location: { line: 3 } }, {}, {}] });
});
