/** The questions of `headroom init`, answered as on a terminal. */
import { PassThrough, Writable } from "node:stream";
import { expect, it } from "vitest";
import { ask } from "../../src/cli/init/questions.js";
import type { Given } from "../../src/experiment/init/asked.js";

const DOWN = "\u001b[B";
const ENTER = "\r";
const BACK = Array<string>(4).fill("\u007f");

/** Types the next answer whenever a further question, or a complaint, is on the screen. */
async function answering(
  answers: readonly (readonly [seen: string, ...keys: string[]])[],
  given: Given,
  told: Given = {},
) {
  const input = new PassThrough();
  const left = [...answers];
  let screen = "";
  const output = new Writable({
    write(chunk, _, done) {
      screen += String(chunk);
      const [next] = left;
      if (next !== undefined && screen.includes(next[0])) {
        left.shift();
        screen = "";
        setImmediate(() => {
          for (const key of next.slice(1)) input.write(key);
        });
      }
      done();
    },
  });
  const found = await ask(given, told, { input, output: Object.assign(output, { columns: 100 }) });
  return { found, left: left.map(([seen]) => seen) };
}

it("asks what is not known, takes Enter for a guess, and asks again where an answer cannot be", async () => {
  const { found, left } = await answering(
    [
      ["What does the system have?", " ", DOWN, DOWN, " ", ENTER], // One machine, its own database, a pool.
      ['"one-machine" and "own-database" cannot both be', " ", ENTER],
      ["How many requests", ..."12k/min", ENTER],
      ["its 99th percentile", ..."5ms", ENTER],
      ["p99 5ms is less than p50 20ms", ...BACK, ..."80ms", ENTER],
      ["How many nodes", ..."many", ENTER],
      ["expected a whole number", ...BACK, ENTER],
      ["How busy", ENTER],
      ["How many connections", ..."12", ENTER],
      ["How many cores has the database?", ENTER],
      ["What share of the requests fails", ENTER],
    ],
    { cores: 2 },
    { p50: 20 },
  );
  expect(left).toEqual([]);
  expect(found).toEqual({ cores: 2, shape: ["own-database", "pool"], peak: 200, p99: 80, pool: 12 });
});

it("one machine has no nodes, and no pool unless it is said; Ctrl+C leaves it all", async () => {
  const { found, left } = await answering(
    [
      ["How busy", ENTER],
      ["What share of the requests fails", "\u0003"],
    ],
    { shape: ["one-machine"], peak: 10, p50: 20, p99: 80, cores: 2 },
  );
  expect([found, left]).toEqual([null, []]);
});
