/** A model that is known is simulated, its access log is written, and a model is fitted to that log. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { classesOf } from "../../../src/analysis/tracing/classes.js";
import { Lives } from "../../../src/analysis/tracing/lives.js";
import type { Asked } from "../../../src/analysis/tracing/time-went.js";
import { makeProject } from "../../../src/experiment/init/project.js";
import { fromRecording } from "../../../src/experiment/init/recording/from-recording.js";
import { readRecording } from "../../../src/experiment/init/recording/read-recording.js";
import { settle } from "../../../src/experiment/init/settled.js";
import { openStudy } from "../../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../../src/model/source/index.js";
import { traced } from "../../../src/model/wiring/traced.js";
import { modelOf } from "../../simulate.js";

const KNOWN = `
version: 1
traffic:
  u:
    rate: { profile: [{ at: 0s, rate: 15/s }, { at: 100s, rate: 50/s }, { at: 500s, rate: 100/s }] }
    mix: { web.page: 70%, web.order: 30% }
parts:
  web:
    type: service
    cores: 4
    endpoints:
      page: [{ cpu: "lognormal(p50 10ms, p99 60ms)" }, { fail: 2% }]
      order: [{ cpu: "lognormal(p50 25ms, p99 50ms)" }, { query: db.order }]
  db: { type: database, cores: 2, queries: { order: { time: exponential(8ms) } } }
`;
const LENGTH_MS = 700_000;

it("gives rate, mix, errors and the percentiles back", async () => {
  const plan = { seed: "log", replication: 0, warmUpMs: 0, durationMs: LENGTH_MS, binMs: 10_000, coolDownMs: 60_000 };
  const { answered, failed } = classesOf(new Lives(traced(modelOf(KNOWN), plan, 1).recording), null, 0.01);
  const requests = [...answered, ...failed].sort((a, b) => a.fromMs - b.fromMs);
  const folder = mkdtempSync(join(tmpdir(), "headroom-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "access.log");
  writeFileSync(path, requests.map(line).join(""));

  const recording = await readRecording([path], {});
  expect(recording.files[0]).toMatchObject({ lines: requests.length, malformedCount: 0 });
  const found = fromRecording(recording, { cores: 4 });
  const { settled, mistakes } = settle({ cores: 4 }, found.endpoints, found.told);
  expect(mistakes).toEqual([]);
  const { fitted, files } = await makeProject(
    { settled: settled!, name: "x", command: "x", ...found },
    async () => "{}\n",
  );

  expect(Math.abs(found.told.peak! - 100)).toBeLessThan(4 * Math.sqrt(100 / 60)); // Poisson, of a minute, the most of a few.
  expect(Math.abs(found.told.errors! - failed.length / requests.length)).toBeLessThan(0.0005);
  const mix = Object.fromEntries(settled!.endpoints.map(({ name, share, isWrite }) => [name, { share, isWrite }]));
  expect(mix).toMatchObject({ page: { isWrite: false }, "post-order": { isWrite: true } });
  expect(Math.abs(mix.page!.share - 0.7)).toBeLessThan(4 * Math.sqrt((0.7 * 0.3) / requests.length));

  expect(Math.abs(fitted.metAt - 15)).toBeLessThan(2); // The quietest tenth of the time.
  for (const { group, has } of fitted.met) {
    const name = group === "page" ? "web.page" : "web.order";
    const quiet = answered.filter((each) => each.endpoint === name && each.fromMs < 100_000);
    for (const [p, value] of [
      [0.5, has.p50],
      [0.99, has.p99],
    ] as const)
      expect(Math.abs(Math.log(value / at(quiet, p))), `p${100 * p} of ${name}`).toBeLessThan(p === 0.5 ? 0.06 : 0.35);
  }
  const { study, diagnostics } = openStudy("experiment.yaml", memoryFiles(files), {});
  expect(diagnostics).toEqual([]);
  expect(study!.variants.map(({ name }) => name)).toEqual(["today", "proposal"]);
}, 30_000);

/** As nginx writes it, with $request_time. */
function line({ fromMs, latencyMs, endpoint, cause }: Asked): string {
  const seconds = Math.floor(fromMs / 1000);
  const clock = [Math.floor(seconds / 3600) + 12, Math.floor(seconds / 60) % 60, seconds % 60]
    .map((each) => String(each).padStart(2, "0"))
    .join(":");
  const asked = endpoint === "web.page" ? `GET /page/${seconds}?a=b` : "POST /order";
  return `10.0.0.1 - - [06/Oct/2026:${clock} +0200] "${asked} HTTP/1.1" ${cause === null ? 200 : 500} 512 "-" "test" ${(latencyMs / 1000).toFixed(4)}\n`;
}

const at = (requests: readonly Asked[], p: number): number =>
  requests.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b)[Math.ceil(p * requests.length) - 1]!;
