import type { Transaction } from "../../../components/database/transaction.js";
import { Outbox } from "../../../components/outbox/outbox.js";
import type { Program } from "../../../engine/program.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import { Delay } from "../../../engine/steps/delay.js";
import { NETWORK } from "../../../engine/tracing/stretch.js";
import { type BuiltTaker, partKind, type TakesMessages } from "../../language/kinds.js";
import { writeDuration } from "../../language/values/index.js";
import { unclear } from "../../outline/outline.js";
import { onTheWay } from "../../timeline/on-the-way.js";
import type { Assembly } from "../../wiring/assembly.js";
import { Site } from "../../wiring/site.js";
import type { BuiltDatabase } from "../database/database.js";
import { plannedBreakdowns } from "../shared/breakdowns.js";
import { outboxChanges } from "./changes.js";
import { EXAMPLES } from "./examples.js";
import { OUTBOX_FIGURES } from "./figures.js";
import { OUTBOX_EFFECTS, type OutboxOptions, outboxOptions } from "./options.js";
import { checkOutbox, walkRelay, walkWrite } from "./sense.js";

const takesMessages: TakesMessages<OutboxOptions> = {
  mayRefuse: () => false,
  publisherWaits: walkWrite,
  check: walkRelay,
  outline: (outline, _name, { to }) => [unclear("outbox", outline.message(to))],
  handsOn: ({ to }) => [{ to, times: 1, policies: {}, keeps: true }],
};

/** Messages that are committed with what they tell of. */
export const outbox = partKind({
  type: "outbox",
  alsoCalled: "transactional-outbox debezium cdc",
  summary:
    "a table of a database in which transactions write the messages that they publish, and the relay that publishes them after the commit, at least once",
  examples: EXAMPLES,
  options: outboxOptions,
  effects: OUTBOX_EFFECTS,
  steps: [],
  takesMessages,
  figures: OUTBOX_FIGURES,
  build,
  drawn: ({ in: stored, poll, reads, writes, marks }) => ({
    shape: "pipe",
    facts: [poll === undefined ? "follows the log" : `polls every ${writeDuration(poll)}`],
    asks: [{ to: stored, what: [writes, reads, marks].filter((query) => query !== undefined) }],
  }),
  moments: (_, name) => ({ slow: [name], down: [name] }),
  isAside: true,
  mayChange: [{ at: "poll" }, { at: "most" }],
  units: { outboxes: () => 1 },
  changes: outboxChanges,
  check: checkOutbox,
});

function build(assembly: Assembly, name: string, options: OutboxOptions): BuiltTaker {
  const { in: stored, to, poll = null, most, stream, time, writes, reads, marks } = options;
  const { flow, streams, timeline } = assembly;
  const first = streams.named(`first-number:${name}`);
  first.draw(0, 0);
  const streamMs =
    stream === undefined
      ? null
      : timeline.stretched(makeSampler(stream, streams.named(`stream:${name}`)), "slow", [name]);
  const breakdowns = plannedBreakdowns(assembly, name, 1, []);
  const relay = { pollMs: poll, most, streamMs, breakdowns, firstNumber: first.hi };
  const outbox = new Outbox(flow, name, relay, assembly.waiting);
  const database = assembly.part(stored) as BuiltDatabase;
  const at = (program: Program) => new Site(assembly, program, null, name);
  const asks = (query: string | undefined) =>
    query === undefined ? null : (program: Program) => database.write(at(program), query);
  assembly.later(() =>
    outbox.relay.work({
      reads: asks(reads),
      publish(program) {
        const site = at(program);
        if (time !== undefined) program.add(new Delay(flow, site.sampler(`publish:${name}`, time, [name]), NETWORK));
        onTheWay(site, to, () => (assembly.part(to) as BuiltTaker).publish(site, 1));
      },
      marks: asks(marks),
    }),
  );
  timeline.whenChanged(
    name,
    (each: OutboxOptions) => each.most,
    (now) => outbox.relay.takesAtMost(now),
  );
  timeline.whenChanged(
    name,
    (each: OutboxOptions) => each.poll,
    (now) => outbox.relay.pollsEvery(now ?? null),
  );
  return {
    meter: outbox.meter,
    publish(site, times) {
      if (writes !== undefined) database.write(site, writes);
      outbox.write(site.program, site.transactionOn(stored) as Transaction, times);
    },
  };
}
