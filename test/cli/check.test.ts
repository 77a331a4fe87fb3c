import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkAnswer } from "../../src/cli/check/answer.js";
import { checkText } from "../../src/cli/check/load-table.js";
import { saturationWords } from "../../src/cli/check/saturation-words.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { columns } from "../../src/text/width.js";
import { emptyFolder, filesIn, fixture, headroom, unwrapped } from "./headroom.js";

it("a valid file: its load to stdout, nothing to stderr, nothing written", () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = headroom(["check", fixture("small.yaml")], { cwd: folder });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/web threads\s+30%/); // 100/s · 3 ms on one thread.
  expect(stdout).toMatch(/db pool\s+6%/);
  expect(filesIn(folder)).toEqual({});
});

const view = { colour: false, width: 80, verbose: false };

it("absurd rates have short figures, names cannot colour the terminal, and what has no load is said", () => {
  const said = (traffic: string, step = "cpu: 3ms"): string => {
    const parts = `{ web: { type: service, cores: 4, endpoints: { page: [{ ${step} }] } } }`;
    const text = `{version: 1, name: "A \\e[31mname", traffic: { u: { ${traffic}, to: web.page } }, parts: ${parts}}`;
    const { study, loads } = openStudy("a.yaml", memoryFiles({ "a.yaml": text }), {});
    return checkText({ file: "a.yaml", study: study!, loads, simulated: [] }, view);
  };
  expect(said("rate: 1e30/s")).toMatch(/ {2}web cores +7\.5×10²⁸% {2}3×10²⁷ of 4 +overloaded\n/);
  expect(said("rate: 0.000001/s")).toMatch(/ {2}web cores +<0\.01% {2}3×10⁻⁹ of 4\n/);
  expect(said("rate: 1/s", "delay: 1ms").replaceAll("\n", " ")).toMatch(
    /^“A \[31mname” is valid; it uses no limited resource, so nothing can be overloaded\./,
  );
  expect(said("users: 9, think: 1s").replaceAll("\n", " ")).toMatch(
    /^“A \[31mname” is valid; only a run can tell what its closed users ask for, as they are answered\./,
  );
  const close = "So close to full, requests wait long";
  expect(said("rate: 1/s", "cpu: 3.8s").replaceAll("\n", " ")).toContain(close);
  for (const cpu of ["cpu: 8s", "cpu: 3s"]) expect(said("rate: 1/s", cpu).replaceAll("\n", " ")).not.toContain(close);
  expect(said("rate: 1/s", "cpu: 8s").replaceAll("\n", " ")).toMatch(
    /^“A \[31mname” is valid, but overloaded at its highest rate: web cores are asked for 200% of what they have\. No run/,
  );
});

it("each shipped file fits a screen of 40 lines, no load is broken, and the answer is that of the loads", () => {
  const all = ["models/patterns", "experiments", "experiments/patterns"].flatMap((folder) =>
    readdirSync(folder).flatMap((file) => (file.endsWith(".yaml") ? [join(folder, file)] : [])),
  );
  const files = [...all.filter((_, i) => i % 6 === 0), "experiments/patterns/load-shedding.yaml"];
  for (const file of files) {
    const { study, loads } = openStudy(file, nodeFiles, {});
    for (const width of [80, 120]) {
      const said = checkText({ file, study: study!, loads, simulated: [] }, { ...view, width });
      const lines = said.trimEnd().split("\n");
      expect(lines.length, file).toBeLessThanOrEqual(40);
      for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(width);
      expect(said, file).not.toMatch(/%\s+[\d.]+ of\s*\n| if all is\s*\n/);
      const queues = loads
        .flatMap(({ resources }) => resources.filter(({ busy }) => busy > 0))
        .map(({ queue }) => queue);
      const isOver = queues.some((queue) => queue !== "fits");
      const { verdict, tone } = checkAnswer(file, study!, loads);
      expect(
        /\b(but|is|are) (perhaps )?overloaded|but perhaps overloaded/.test(
          verdict.replace(/(nothing|none of its \d+ variants) is overloaded/, ""),
        ),
        verdict,
      ).toBe(isOver);
      expect(tone).toBe(
        !isOver ? "met" : queues.some((queue) => queue === "grows" || queue === "bounded") ? "missed" : "unknown",
      );
    }
  }
});

it("--simulate says what it can do at most, and why that is unknown", () => {
  const simulated = headroom(["check", fixture("small.yaml"), "--simulate"]).stdout;
  expect(unwrapped(simulated)).toMatch(
    /At most it can do 33\d\/s ±\d without .*, 30% of which is asked for; then web threads are full\./,
  );
  const saturation = {
    perSecond: { value: null, low: null, high: null, reason: "a run was cut short: x" },
    offered: 1,
    binding: null,
  };
  expect(saturationWords({ variant: "v", saturation })).toBe(
    "What it can do at most is unknown: a run was cut short: x.",
  );
});

it("an invalid one: its mistakes to stderr, nothing to stdout, exit code 2", () => {
  const { code, stdout, stderr } = headroom(["check", fixture("senseless.yaml")]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(unwrapped(stderr)).toContain('there is no part "bd"');
  expect(stderr).toContain('did you mean "db.read"?');
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
  expect(JSON.parse(stdout)).toMatchObject({ valid: false, diagnostics: [{ location: { line: 3 } }, {}, {}, {}] });
});
