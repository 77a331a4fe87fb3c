/**
 * How fast the three workloads and the pieces run on this machine.
 *
 * `npm run bench [-- --json FILE] [--check] [--baseline]`. `--check` fails if a workload takes a quarter longer than
 * the committed baseline says, measured by the same yardstick; `--baseline` writes a new one.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measurePieces } from "./pieces.js";
import { plainLoop } from "./plain.js";
import { measureWorkload, type Speed, workloadNames } from "./workloads.js";

const BASELINE = "test/bench/baseline.json"; // Time a request ÷ that of the yardstick.
const SLOWER_ALLOWED = 1.25;

const { json, check, baseline } = parseArgs({
  options: { json: { type: "string" }, check: { type: "boolean" }, baseline: { type: "boolean" } },
}).values;
const before = JSON.parse(readFileSync(BASELINE, "utf8")) as Record<string, number>;

const yardstick = plainLoop();
console.log(`M/M/1 by hand, in plain JavaScript: ${yardstick.toFixed(1)} ns/request\n`);
const speeds: Record<string, Speed> = {};
const ratios: Record<string, number> = {};
console.log("workload   ns/request   ns/event   requests/s   ÷ by hand   baseline");
for (const name of workloadNames) {
  const speed = measureWorkload(name);
  const ratio = speed.nsPerRequest / yardstick;
  speeds[name] = speed;
  ratios[name] = Number(ratio.toPrecision(3));
  const columns: [string, number][] = [
    [speed.nsPerRequest.toFixed(0), 13],
    [speed.nsPerEvent.toFixed(0), 11],
    [Math.round(speed.requestsPerSecond).toLocaleString("en"), 13],
    [ratio.toFixed(1), 12],
    [before[name]?.toFixed(1) ?? "–", 11],
  ];
  console.log(name.padEnd(8) + columns.map(([text, width]) => text.padStart(width)).join(""));
}
if (json !== undefined) writeFileSync(json, `${JSON.stringify(speeds, null, 2)}\n`);
if (baseline) writeFileSync(BASELINE, `${JSON.stringify(ratios, null, 2)}\n`);

console.log("\npiece                                               ns");
for (const [name, ns] of Object.entries(await measurePieces()))
  console.log(`${name.padEnd(46)}${ns.toFixed(1).padStart(8)}`);

const slower = workloadNames.filter((name) => ratios[name]! > (before[name] ?? Infinity) * SLOWER_ALLOWED);
if (slower.length > 0) console.log(`\nMore than a quarter slower than the baseline: ${slower.join(", ")}`);
if (check && slower.length > 0) process.exitCode = 1;
