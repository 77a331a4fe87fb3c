/** Commands that work as they stand, in any folder, but for what one logs or measured: at the end of each verb's help, and the first of each in the program's. */
import type { Command } from "commander";

interface Example {
  readonly words: string; // After `headroom`.
  readonly about: string; // What it shows, in a few words.
}

const of = (words: string, about: string): Example => ({ words, about });

const SHOP = "models/shop/5-cache.yaml";
const POOLS = "models/pool/14.yaml models/pool/20.yaml";

/** By verb. The files are of the package, see kit/package-files.ts. */
const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  init: [
    of("init --peak 900/s --p50 20ms --p99 200ms", "a first model"),
    of("init", "asks, on a terminal"),
    of("init --peak 900/s --p50 20ms --nodes 4 --cores 2", "says more of it"),
    of("init --shape pool,cache,queue --peak 20k/min --yes", "of these parts"),
    of("init --from access.log --cores 2", "from what you log"),
    of("init --from k6-summary.json my-shop", "or have measured"),
  ],
  run: [
    of("run experiments/world-cup-semi-final.yaml", "compare seven stages"),
    of(`run ${SHOP} --json`, "one model, as data"),
    of(`run ${SHOP} --figure "p99 of web.browse"`, "one number, for a script"),
    of(`run ${SHOP} --precision 10%`, "until every interval is that narrow"),
  ],
  compare: [of(`compare ${POOLS}`, "several at once")],
  diff: [of(`diff ${POOLS}`, "what a change does"), of(`diff ${POOLS} --markdown diff.md`, "for a pull request")],
  check: [of(`check ${SHOP}`, "mistakes and load"), of(`check ${SHOP} --simulate`, "and the most that it can do")],
  draw: [of(`draw ${SHOP}`, "boxes and arrows")],
  ceiling: [
    of(`ceiling ${SHOP}`, "how much it can take"),
    of(`ceiling ${SHOP} --knob shop-db.cores`, "the fewest cores that do"),
  ],
  sweep: [
    of(`sweep ${SHOP} --tornado`, "which number matters"),
    of(`sweep ${SHOP} --knob load=0.5..2`, "p50 and p99 over the load"),
    of(`sweep ${SHOP} --knob load=0.5..4 --up-and-down`, "whether it comes back"),
  ],
  next: [of("next models/shop/2-own-database.yaml", "what to change next")],
  gameday: [of("gameday models/shop/6-instances.yaml", "break every hop")],
  explain: [
    of(`explain ${SHOP}`, "where it waited"),
    of(`explain ${SHOP} --endpoint web.checkout`, "of one endpoint"),
    of(`explain ${SHOP} --trace trace.json`, "for Perfetto"),
  ],
  help: [of("help rate.spikes", "what a word means")],
  schema: [of("schema > model.schema.json", "for your editor")],
  completion: [of("completion bash > headroom.bash", "for your shell")],
};

/** Adds its examples to the help of each verb. @returns the first of each, for the program's help */
export function withExamples(verbs: readonly Command[]): string {
  const first = verbs.flatMap((verb) => {
    const own = EXAMPLES[verb.name()] ?? [];
    if (own.length > 0) verb.addHelpText("after", `\n${section(own)}`);
    return own.slice(0, 1);
  });
  return `\n${section(first)}`;
}

const COLUMNS = 80;

/** What an example is about stands behind it where all have room for that, else below each. */
function section(examples: readonly Example[]): string {
  const commands = examples.map(({ words }) => `  headroom ${words}`);
  const width = Math.max(...commands.map(({ length }) => length)) + 2;
  const isWide = examples.some(({ about }) => width + about.length > COLUMNS);
  const lines = examples.map(({ about }, i) =>
    isWide ? `${commands[i]}\n      ${about}` : `${commands[i]!.padEnd(width)}${about}`,
  );
  return ["Examples:", ...lines].join("\n");
}
