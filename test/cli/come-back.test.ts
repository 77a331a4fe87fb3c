/** What does not come back, as the verbs say it: `diff` and `sweep` as processes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loopSchema } from "../../src/analysis/findings/loop-findings.js";
import { sweepSchema } from "../../src/analysis/findings/sweep-findings.js";
import { emptyFolder, filesIn, headroom, unwrapped } from "./headroom.js";

const model = (call: string) => `version: 1
traffic: { buyers: { rate: 40/s, to: shop.order } }
parts:
  shop: { type: service, endpoints: { order: [{ ${call} }] } }
  pay: { type: service, threads: 10, endpoints: { charge: [{ delay: exponential(100ms) }] } }
timeline: { payments stall: { at: 30s, for: 5s, slow: pay, by: 100 } }
run: { duration: 110s, warm-up: 10s, replications: 6 }
`;

function files(): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, "once.yaml"), model("call: pay.charge, timeout: 1s"));
  const often = "call: pay.charge, timeout: 1s, retry: { attempts: 4, backoff: 10ms }";
  writeFileSync(join(folder, "often.yaml"), model(often));
  return folder;
}

it("diff: a proposal that does not come back is a regression for that, first, in all its forms", () => {
  const folder = files();
  const args = ["diff", "once.yaml", "often.yaml", "--no-ceiling", "--markdown", "d.md", "--threads", "1"];
  const { code, stdout } = headroom(args, { cwd: folder });
  expect(code).toBe(98);
  expect(unwrapped(stdout)).toMatch(
    /The proposal does not come back after “payments stall”, in all 6 replications: retries turn [34]\d(\.\d)?\/s calls of pay into 1\d\d\/s/,
  );
  const verdict = "The proposal is worse: it does not come back after “payments stall” now.";
  expect(unwrapped(stdout)).toContain(verdict);
  expect(readFileSync(join(folder, "d.md"), "utf8")).toContain(`**${verdict}**`);
});

it("sweep: from which value on, with its interval, and on its last lines", () => {
  const folder = files();
  const { code, stdout } = headroom(
    ["sweep", "often.yaml", "--knob", "payments stall.by=2..8:4", "--json", "--threads", "1"],
    { cwd: folder },
  );
  expect(code).toBe(0);
  const { boundary, points } = sweepSchema.parse(JSON.parse(stdout));
  expect(points[0]!.back).toEqual({ back: 6, down: 0, of: 6 });
  expect(points.at(-1)!.back).toEqual({ back: 0, down: 6, of: 6 });
  expect(boundary!.at.low!).toBeGreaterThanOrEqual(2);
  expect(boundary!.at.high!).toBeLessThan(5);
  const said = headroom(["sweep", "often.yaml", "--knob", "payments stall.by=2..8:4", "--threads", "1"], {
    cwd: folder,
  });
  expect(unwrapped(said.stdout)).toMatch(
    /From payments stall\.by = [\d.]+ on, most runs do not come back \(95% interval [\d.]+ to [\d.]+\)/,
  );
  expect(unwrapped(said.stdout)).toMatch(/stays down: over payments stall\.by, most runs do not come back from/);
});

it("sweep --up-and-down: one run up and down, its chart and its data; refuses what it cannot step", () => {
  const folder = files();
  const args = ["sweep", "often.yaml", "--up-and-down", "--duration", "10s", "--replications", "2", "--threads", "1"];
  const { code, stdout } = headroom([...args, "--knob", "load=0.5,1"], { cwd: folder });
  expect([code, unwrapped(stdout)]).toEqual([0, expect.stringMatching(/coming down/)]);
  expect(unwrapped(stdout)).toContain("The model's own timeline is left out: “payments stall”.");
  const written = filesIn(folder);
  expect(Object.keys(written).filter((name) => name.startsWith("loop"))).toEqual(["loop.json", "loop.svg"]);
  expect(loopSchema.parse(JSON.parse(written["loop.json"]!)).down.map(({ at }) => at)).toEqual([0.5]);
  expect(headroom([...args, "--knob", "load=0.5,1", "--duration", "soon"], { cwd: folder })).toMatchObject({ code: 2 });
  const refused = (...more: string[]) => headroom([...args, ...more], { cwd: folder });
  expect(refused("--knob", "pay.threads=4,8")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("the load alone"),
  });
  expect(refused()).toMatchObject({ code: 2, stderr: expect.stringContaining("takes one knob, the load") });
});
