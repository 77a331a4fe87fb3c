/**
 * `npm run coverage:intervals [-- --seeds N --precision P --threads N --only TEXT]`: how often the intervals that the
 * program prints contain the truth, on models that are solved exactly, and how often it refuses where it should.
 * TEXT is a model's name, or what the names of several contain.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Piscina } from "piscina";
import { models } from "./models.js";
import type { Answered, Asked } from "./one-study.js";
import { HEADER, rows } from "./tally.js";

const { values: flags } = parseArgs({
  options: {
    seeds: { type: "string", default: "400" },
    precision: { type: "string", default: "10%" },
    threads: { type: "string", default: "2" },
    only: { type: "string", default: "" },
  },
});

const pool = new Piscina<Asked, Answered>({
  filename: new URL("./one-study.js", import.meta.url).href,
  maxThreads: Number(flags.threads),
  minThreads: Number(flags.threads),
});
const table = [HEADER];
console.log(HEADER);
const named = models.filter(({ name }) => name === flags.only);
for (const model of named.length > 0 ? named : models.filter(({ name }) => name.includes(flags.only))) {
  const startedMs = performance.now();
  const answers = await Promise.all(
    Array.from({ length: Number(flags.seeds) }, (_, i) =>
      pool.run({ text: model.text, seed: `coverage ${i}`, precision: flags.precision }),
    ),
  );
  const lines = rows(model, answers);
  table.push(...lines);
  console.log(lines.join("\n"));
  console.error(`${model.name}: ${flags.seeds} studies in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
}
await pool.close();
mkdirSync("output", { recursive: true });
const conditions = `Nominal 95 % intervals, \`precision: ${flags.precision}\`, studies with seeds of their own.`;
writeFileSync(
  "output/coverage.md",
  `# How often the intervals contain the truth\n\n${conditions}\n\n${table.join("\n")}\n`,
);
