/**
 * How fast the three workloads are, in turns with loops written by hand, and the pieces.
 *
 * `npm run bench [-- --check] [--plain] [--json FILE]`. Only CPU time counts, and of that only the ratio within a turn.
 * `--check` fails if a ratio is beyond its limit; `--plain` measures against JavaScript where there is a C compiler too.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measurePieces } from "./pieces.js";
import { beyond, median, ratioOf } from "./ratio.js";
import { makeStick } from "./stick.js";
import { prepare, workloads } from "./workloads.js";

const TURNS = 5;
/** What was reached, and a quarter more for what differs from run to run. */
const LIMITS = { C: { W1: 10, W2: 6.2, W3: 4 }, JavaScript: { W1: 4, W2: 2.8, W3: 10.5 } };
const TO_REACH = { C: { W1: 4, W2: 2.8, W3: 2 }, JavaScript: null };

const { json, check, plain } = parseArgs({
  options: { json: { type: "string" }, check: { type: "boolean" }, plain: { type: "boolean" } },
}).values;

const stick = makeStick(plain ?? false);
console.log(`CPU time of a request, in turns with a loop in ${stick.name}; medians of ${TURNS} turns\n`);
console.log("workload   ns here   ns there   ratio   limit   to reach");
const speeds = workloads.map((workload) => {
  const { name } = workload;
  const turn = prepare(workload);
  const turns = Array.from({ length: TURNS }, () => [turn(), stick.turn(workload)] as const);
  const [here, there] = [median(turns.map(([ns]) => ns)), median(turns.map(([, ns]) => ns))];
  const speed = { name, nsPerRequest: here, stickNs: there, ratio: ratioOf(turns), limit: LIMITS[stick.name][name] };
  const columns: [string, number][] = [
    [here.toFixed(0), 10],
    [there.toFixed(0), 11],
    [speed.ratio.toFixed(2), 8],
    [String(speed.limit), 8],
    [String(TO_REACH[stick.name]?.[name] ?? "–"), 11],
  ];
  console.log(name.padEnd(8) + columns.map(([text, width]) => text.padStart(width)).join(""));
  return speed;
});
stick.remove();
if (json !== undefined) writeFileSync(json, `${JSON.stringify({ stick: stick.name, speeds }, null, 2)}\n`);

const slow = beyond(speeds);
if (slow.length > 0) console.log(`\nBeyond the limit: ${slow.join(", ")}`);
if (check) process.exitCode = slow.length > 0 ? 1 : 0;
else {
  console.log("\npiece                                               ns");
  for (const [name, ns] of Object.entries(await measurePieces()))
    console.log(`${name.padEnd(46)}${ns.toFixed(1).padStart(8)}`);
}
