/** Requests that wait for each other for ever end no verb with "met". */
import { expect, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { findingsSchema } from "../../src/analysis/findings/findings.js";
import { emptyFolder, filesIn, fixture, headroom, unwrapped, widest } from "./headroom.js";

const file = fixture("standstill.yaml");
const STUCK = "6 requests hold threads of pool and wait for threads of pool; 4 more wait behind them";

it("run: missed, and every report says who waits for whom, and since when", () => {
  const folder = emptyFolder();
  const { code, stdout } = headroom(["run", file, "--threads", "1"], { cwd: folder });
  expect(code).toBe(99);
  expect(widest(stdout)).toBeLessThanOrEqual(80);
  const files = filesIn(folder);
  for (const text of [stdout, files["report.md"]!, files["report.html"]!])
    expect(unwrapped(text)).toMatch(
      new RegExp(`gets stuck: requests wait for each other for ever.*From [\\d.]+\\s\\S+ on.*${STUCK}`, "s"),
    );
  const result = JSON.parse(files["result.json"]!) as Findings;
  expect(findingsSchema.parse(result).variants[0]!.standstill?.behind).toBe(4);
});

it.each([
  ["sweep", ["--knob", "pool.threads=6,11"], "meets its objectives at pool.threads 11 and misses them at 6"],
  ["ceiling", [], `requests wait for each other for ever: 6 requests hold`],
  ["next", [], `Today requests wait for each other for ever: ${STUCK}`],
  ["check", ["--simulate"], "valid"],
])("%s", (verb, flags, said) => {
  const { stdout } = headroom([verb, file, ...flags], { cwd: emptyFolder() });
  expect(unwrapped(stdout)).toContain(said);
});
