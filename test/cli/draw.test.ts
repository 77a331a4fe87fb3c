/** `headroom draw`: the picture of a model, without a run and with one. */
import { expect, it } from "vitest";
import { topology } from "../../src/analysis/findings/topology-findings.js";
import { emptyFolder, filesIn, fixture, headroom, unwrapped } from "./headroom.js";

it("writes a picture that says what is busiest", () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = headroom(["draw", fixture("small.yaml")], { cwd: folder });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Written: small\.svg\n.* the busiest: \d+% at the highest rate\.\n$/);
  const { "small.svg": svg } = filesIn(folder);
  expect(svg).toMatch(/^<svg /);
  expect(svg).not.toMatch(/NaN|undefined|replication/);
  const again = headroom(["draw", fixture("small.yaml"), "--out", "-"], { cwd: folder });
  expect(again.stdout).toBe(svg);
});

it("prints a flowchart for markdown, and the same as data", () => {
  const folder = emptyFolder();
  const print = (flag: string) => headroom(["draw", fixture("small.yaml"), flag], { cwd: folder }).stdout;
  const { variants } = JSON.parse(print("--json"));
  expect(topology.parse(variants[0].topology)).toEqual(variants[0].topology);
  const flowchart = print("--mermaid");
  expect(flowchart).toMatch(/^```mermaid\nflowchart LR\n[\s\S]*```\n$/);
  for (const { name } of variants[0].topology.nodes) expect(flowchart).toContain(`"${name}<br/>`);
  expect(filesIn(folder)).toEqual({});
});

it("with a run, says how busy each part was in every variant; without, asks which", () => {
  const folder = emptyFolder();
  const { code, stdout } = headroom(["draw", fixture("experiment.yaml"), "--simulate", "--json", "--threads", "1"], {
    cwd: folder,
  });
  expect(code).toBe(0);
  const { variants } = JSON.parse(stdout);
  expect(variants.length).toBeGreaterThan(1);
  for (const { topology: found } of variants) expect(found.used).not.toBe("asked");
  const { code: usage, stderr } = headroom(["draw", fixture("experiment.yaml")], { cwd: folder });
  expect(usage).toBe(2);
  expect(unwrapped(stderr)).toContain("say which: --variant");
});
