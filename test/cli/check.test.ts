import { expect, it } from "vitest";
import { loadTable } from "../../src/cli/check/load-table.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { emptyFolder, filesIn, fixture, headroom, unwrapped } from "./headroom.js";

it("a valid file: its load to stdout, nothing to stderr, nothing written", () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = headroom(["check", fixture("small.yaml")], { cwd: folder });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/web threads\s+30%/); // 100/s · 3 ms on one thread.
  expect(stdout).toMatch(/db pool\s+6%/);
  expect(filesIn(folder)).toEqual({});
});

it("absurd rates have short figures, names cannot colour the terminal, and what has no load is said", () => {
  const said = (traffic: string, step = "cpu: 3ms"): string => {
    const parts = `{ web: { type: service, cores: 4, endpoints: { page: [{ ${step} }] } } }`;
    const text = `{version: 1, name: "A \\e[31mname", traffic: { u: { ${traffic}, to: web.page } }, parts: ${parts}}`;
    const { study, loads } = openStudy("a.yaml", memoryFiles({ "a.yaml": text }), {});
    return loadTable(study!, loads);
  };
  expect(said("rate: 1e30/s")).toMatch(/ {2}web cores +7\.5×10²⁸% {2}3×10²⁷ of 4 +overloaded\n/);
  expect(said("rate: 0.000001/s")).toMatch(/ {2}web cores +<0\.01% {2}3×10⁻⁹ of 4\n/);
  expect(said("rate: 1/s", "delay: 1ms")).toMatch(/^A \[31mname: valid\.[\s\S]*none: no limited resource is used/);
  expect(said("users: 9, think: 1s")).toMatch(/waiting:\n {2}and what closed users ask for,.* only a run can tell\n$/);
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
