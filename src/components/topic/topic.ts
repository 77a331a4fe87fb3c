/**
 * A topic: hands each message on to every subscriber that it concerns, to each on a way of its own.
 *
 * The publisher goes on at once, and does not notice a subscriber that is full or down. Whether a message concerns a
 * subscriber is drawn by its number: of Poisson messages, a subscriber's are Poisson too.
 *
 * Measures: `handedOn`, how many subscribers a message concerns; `undelivered`, the share of what was handed on that a
 * subscriber did not take.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure, PartMeter } from "../../engine/meters.js";
import { type Mark, Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, PENDING } from "../../engine/step.js";
import { type Breakdowns, whileUp } from "../faults/breakdowns.js";
import { InstantStep } from "../steps/instant-step.js";
import { visitWithin } from "../steps/visit.js";

/** How messages come to a subscriber. */
interface Way {
  readonly share: number; // Of the messages.
  readonly concerns: RandomStream;
  readonly start: Mark;
}

export class Topic {
  readonly meter: PartMeter;
  readonly ways: Way[] = [];
  published = 0;
  handedOn = 0;
  delivered = 0;
  undelivered = 0;
  private readonly flow: Flow;
  private readonly breakdowns: Breakdowns | null;

  /** @param breakdowns of the topic itself; null: it is never down */
  constructor(flow: Flow, name: string, breakdowns: Breakdowns | null) {
    this.flow = flow;
    this.breakdowns = breakdowns;
    const ended = (): number => this.delivered + this.undelivered;
    const measures: Measure[] = [
      { kind: "times", name: "handedOn", part: () => this.handedOn, whole: () => this.published },
      { kind: "ratio", name: "undelivered", part: () => this.undelivered, whole: ended },
    ];
    this.meter = { name, type: "topic", resources: [], measures: [...measures, ...(breakdowns?.measures ?? [])] };
  }

  /** Writes the way to a subscriber; `publish` hands the message to it. */
  subscribe(share: number, concerns: RandomStream, publish: (program: Program) => void): void {
    const program = new Program(this.flow);
    const start = program.mark();
    const end = (what: "delivered" | "undelivered"): void => {
      program.add(new Ends(this.flow, this, what));
      program.end();
    };
    program.attempt(
      () => {
        publish(program);
        end("delivered");
      },
      () => end("undelivered"),
    );
    this.ways.push({ share, concerns, start });
  }

  /** @param times how many messages the request has published here, from 1: each concerns others */
  publish(program: Program, times: number): void {
    whileUp(this.breakdowns, program, this.flow.first, () => program.add(new HandOn(this.flow, this, times)));
  }
}

class HandOn extends InstantStep {
  private readonly flow: Flow;
  private readonly topic: Topic;
  private readonly times: number;

  constructor(flow: Flow, topic: Topic, times: number) {
    super();
    this.flow = flow;
    this.topic = topic;
    this.times = times;
  }

  enter(request: RequestId): Outcome {
    const { flow, topic, times } = this;
    const number = flow.number.at[request]!;
    const before = flow.visit.at[request]!;
    const visit = times > 1 ? visitWithin(before, times, 0) : before;
    topic.published++;
    for (const { share, concerns, start } of topic.ways) {
      if (share < 1 && concerns.uniform(number, visit) >= share) continue;
      topic.handedOn++;
      const message = flow.requests.take();
      flow.inherit(message, request);
      flow.visit.at[message] = visit;
      flow.arrivedMs.at[message] = flow.simulation.nowMs;
      flow.begin(message, start.step);
    }
    return GO_ON;
  }
}

class Ends extends InstantStep {
  private readonly flow: Flow;
  private readonly topic: Topic;
  private readonly what: "delivered" | "undelivered";

  constructor(flow: Flow, topic: Topic, what: "delivered" | "undelivered") {
    super();
    this.flow = flow;
    this.topic = topic;
    this.what = what;
  }

  enter(message: RequestId): Outcome {
    this.topic[this.what]++;
    this.flow.requests.giveBack(message);
    return PENDING;
  }
}
