/**
 * `npm run verdicts [-- --models N --from SEED --only SEED --threads N --json FILE]`: how often what the program says of
 * made-up models, judged as a user would with small budgets, is not so in runs a hundred times as long. `--only` shows the
 * model too. Where VERDICTS_TRUTHS names a folder, long runs are kept there and used again.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Piscina } from "piscina";
import { stringify } from "yaml";
import { arbitraryCase } from "./model/with-objectives.js";
import type { Answered } from "./one-case.js";
import { line, table, wrongOnes } from "./tally.js";

const { values: flags } = parseArgs({
  options: {
    models: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    only: { type: "string" },
    threads: { type: "string", default: "1" },
    json: { type: "string" },
  },
});

const from = Number(flags.only ?? flags.from);
const count = flags.only === undefined ? Number(flags.models) : 1;
if (flags.only !== undefined) console.log(stringify(arbitraryCase(from)));
const pool = new Piscina<number, Answered>({
  filename: new URL("./one-case.js", import.meta.url).href,
  maxThreads: Number(flags.threads),
  minThreads: Number(flags.threads),
});
const startedMs = performance.now();
let done = 0;
const answers = await Promise.all(
  Array.from({ length: count }, async (_, i) => {
    const answered = await pool.run(from + i);
    done++;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
    for (const wrong of wrongOnes([answered])) console.error(wrong);
    if (done % 10 === 0 || done === count) console.error(`${done} of ${count} models in ${seconds} s`);
    return answered;
  }),
);
await pool.close();
if (flags.only !== undefined) for (const each of answers[0]!.judgements) console.log(line(each));
console.log(`${table(answers)}\n\n${wrongOnes(answers).join("\n")}`);
if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(answers, null, 1)}\n`);
