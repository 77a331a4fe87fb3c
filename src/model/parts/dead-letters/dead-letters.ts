import { DeadLetters } from "../../../components/dead-letters/dead-letters.js";
import { partKind } from "../../language/kinds.js";
import type { Redrive } from "../../timeline/redrive.js";
import { facts, many } from "../shared/facts.js";
import { AGE } from "../work-queue/figures.js";
import { type BuiltParker, parkingIn } from "../work-queue/parking.js";
import { EXAMPLES } from "./examples.js";
import { DEAD_LETTERS_EFFECTS, deadLettersOptions } from "./options.js";
import { checkRedrives } from "./redrives.js";

/** What work queues give up, kept. */
export const deadLetters = partKind({
  type: "dead-letters",
  alsoCalled: "dlq dead-letter-queue deadletter parking-lot",
  summary:
    "keeps the messages that work queues give up and that have this as their `dead-letter`, until a `redrive` of the timeline puts them back; no step publishes here",
  examples: EXAMPLES,
  options: deadLettersOptions,
  effects: DEAD_LETTERS_EFFECTS,
  parksMessages: true,
  steps: [],
  figures: [
    {
      name: "letters",
      measure: "letters",
      unit: "number",
      isLevel: true,
      goal: "less",
      summary: "How many messages are parked there, at the end of each bin of time",
    },
    AGE,
    {
      name: "redriven",
      measure: "redriven",
      unit: "1/s",
      goal: "neither",
      summary: "Messages a second that were put back into their queues",
    },
  ],
  build(assembly, name, { limit }): BuiltParker {
    const letters = new DeadLetters(assembly.flow, name, limit, assembly.waiting);
    assembly.timeline.during<Redrive>("redrive", name, ({ rate }) => ({
      begin: () => letters.redrive(rate === undefined ? null : rate / 1000),
      end() {},
    }));
    return { meter: letters.meter, parks: (origin) => letters.parkingOf(origin) };
  },
  drawn: ({ limit }) => ({ shape: "pipe", facts: facts(many(limit, "message")) }),
  moments: (_, name) => ({ redrive: [name] }),
  check(sense, name) {
    const queues = parkingIn(sense.model, name);
    if (queues.length === 0)
      sense.warn(["parts", name], `no work queue parks messages in "${name}"`, `say \`dead-letter: ${name}\` at one`);
    checkRedrives(sense, name, queues);
  },
});
