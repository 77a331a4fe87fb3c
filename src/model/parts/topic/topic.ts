import { Topic } from "../../../components/topic/topic.js";
import type { Sense } from "../../check/sense.js";
import { takerNamed } from "../../check/taker.js";
import { type BuiltTaker, partKind, type TakesMessages } from "../../language/kinds.js";
import type { Stage } from "../../outline/outline.js";
import { withPolicies } from "../../policies/with-policies.js";
import { onTheWay } from "../../timeline/on-the-way.js";
import { Site } from "../../wiring/site.js";
import { whileUp } from "../host/placed.js";
import { AVAILABILITY, checkPlannedOutages, OUTAGE, plannedBreakdowns } from "../shared/breakdowns.js";
import { facts, many } from "../shared/facts.js";
import { EXAMPLES } from "./examples.js";
import { subscribersOf, TOPIC_EFFECTS, type TopicOptions, topicOptions } from "./options.js";

const takesMessages: TakesMessages<TopicOptions> = {
  mayRefuse: () => false,
  check(sense, name, options) {
    const path = ["parts", name, "to"];
    const walk = whileUp(sense, name, {}, () => walkSubscribers(sense, options));
    sense.aside(path, () => sense.into(null, name, path, walk));
  },
  outline(outline, _name, options) {
    const { retry } = options;
    return subscribersOf(options).map(({ to, share }): Stage => {
      const message = outline.under({ retry }, to, outline.message(to));
      const ways = [
        { share, body: message },
        { share: 1 - share, body: [] },
      ];
      return { kind: "aside", copies: 1, body: share < 1 ? [{ kind: "either", ways }] : message };
    });
  },
  handsOn: (options) =>
    subscribersOf(options).map(({ to, share }) => ({ to, times: share, policies: { retry: options.retry } })),
};

/** What becomes of a message for each that it concerns. @returns the time that its publisher waits for that: none */
function walkSubscribers(sense: Sense, options: TopicOptions): number {
  const { path } = sense;
  for (const { to, share, at } of subscribersOf(options)) {
    const taker = takerNamed(sense, to, [...path, at]);
    if (taker === null) continue;
    const walk = (): number => {
      taker.takes.check(sense, to, taker.options as never);
      if (taker.takes.mayRefuse(taker.options as never)) sense.asks(to); // For room.
      return 0;
    };
    const ways = [[share, walk] as const, ...(share < 1 ? [[1 - share, () => 0] as const] : [])];
    sense.aside([...path, at], () => sense.either(ways));
  }
  return 0;
}

/** Events, and those whom they concern. */
export const topic = partKind({
  type: "topic",
  alsoCalled: "sns eventbridge event-bus fanout exchange broadcast",
  toldBy: ["to"],
  summary:
    "hands each message on to all its subscribers, to each by itself: none waits for another, and the publisher waits for none",
  examples: EXAMPLES,
  options: topicOptions,
  effects: TOPIC_EFFECTS,
  steps: [],
  takesMessages,
  figures: [
    OUTAGE,
    AVAILABILITY,
    {
      name: "handed on",
      measure: "handedOn",
      unit: "number",
      goal: "neither",
      summary: "To how many subscribers an event goes, in the mean",
    },
    {
      name: "undelivered",
      measure: "undelivered",
      unit: "1",
      goal: "less",
      summary: "Share of what is handed on that its subscriber, being full or down, does not take",
    },
  ],
  build(assembly, name, options): BuiltTaker {
    const topic = new Topic(assembly.flow, name, plannedBreakdowns(assembly, name, 1, []));
    assembly.later(() => {
      for (const { to, share } of subscribersOf(options)) {
        const subscriber = assembly.part(to) as BuiltTaker;
        topic.subscribe(share, assembly.streams.named(`concerns:${name}.${to}`), (program) => {
          const site = new Site(assembly, program, null, name);
          withPolicies(site, { retry: options.retry }, to, `publish:${name}.${to}`, (inner) =>
            onTheWay(inner, to, () => subscriber.publish(inner, 1)),
          );
        });
      }
    });
    return { meter: topic.meter, publish: ({ program }, times) => topic.publish(program, times) };
  },
  drawn: (options) => ({ shape: "fan", facts: facts(many(subscribersOf(options).length, "subscriber")) }),
  moments: (_, name) => ({ slow: [name], down: [name], throttle: [name] }),
  units: { topics: () => 1 },
  check(sense, name, options) {
    checkPlannedOutages(sense, name, {});
    if (sense.wasReached(name)) return;
    sense.unused(["parts", name, "to"], () => {
      takesMessages.check(sense, name, options);
      return 0;
    });
  },
});
