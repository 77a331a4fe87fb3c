/** `npm run bench [-- --json FILE]`: how fast the three workloads and the pieces run on this machine. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measurePieces } from "./pieces.js";
import { measureWorkload, type Speed, workloadNames } from "./workloads.js";

const { json } = parseArgs({ options: { json: { type: "string" } } }).values;

const workloads: Record<string, Speed> = {};
console.log("workload   ns/request   ns/event   requests/s");
for (const name of workloadNames) {
  const speed = measureWorkload(name);
  workloads[name] = speed;
  const columns = [speed.nsPerRequest.toFixed(0).padStart(13), speed.nsPerEvent.toFixed(0).padStart(11)];
  console.log(
    `${name.padEnd(8)}${columns.join("")}${Math.round(speed.requestsPerSecond).toLocaleString("en").padStart(13)}`,
  );
}
if (json !== undefined) writeFileSync(json, `${JSON.stringify(workloads, null, 2)}\n`);

console.log("\npiece                                               ns");
for (const [name, ns] of Object.entries(await measurePieces()))
  console.log(`${name.padEnd(46)}${ns.toFixed(1).padStart(8)}`);
