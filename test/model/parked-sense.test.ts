/** What `check` says of messages that are given up, parked, put back and late: mistakes with what to write, and the load. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { modelOf } from "../simulate.js";

interface Said {
  readonly mails?: string;
  readonly parts?: string;
  readonly timeline?: string;
  readonly page?: string;
  readonly rate?: string;
}

/** Two workers of 20 ms: 100 a second, at 60 published. */
const text = ({ mails = "", parts = "parked: { type: dead-letters }", timeline = "", page = "mails", rate }: Said) => `
version: 1
traffic: { users: { rate: ${rate ?? "60/s"}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: ${page} }] } }
  mails: { type: work-queue, ${mails.includes("workers") ? "" : "workers: 2, "}${mails.includes("steps") ? "" : "steps: [{ delay: exponential(20ms) }], "}${mails} }
  ${parts}
timeline: { ${timeline} }`;

const remarks = (said: Said): string[] =>
  readModel("model.yaml", memoryFiles({ "model.yaml": text(said) })).diagnostics.map(
    ({ severity, message, hint }) => `${severity}: ${message}${hint === undefined ? "" : ` (${hint})`}`,
  );

const PARK = "dead-letter: parked";
const queue = (name: string, to: string): string =>
  `${name}: { type: work-queue, dead-letter: ${to}, steps: [{ delay: 1ms }] }\n  `;

describe("where messages are parked", () => {
  it("is a part that keeps them", () => {
    expect(remarks({ mails: "dead-letter: web", parts: "" })).toEqual([
      'error: "web" is a service, which keeps no messages (add a part for them: `web: { type: dead-letters }`)',
    ]);
    expect(remarks({ mails: "dead-letter: parkd" })[0]).toBe(
      'error: there is no part "parkd" (did you mean "parked"?)',
    );
  });
  it("is not a circle, which is written out", () => {
    expect(
      remarks({ mails: "dead-letter: slow", parts: queue("slow", "slower") + queue("slower", "mails") }),
    ).toContain(
      "error: dead letters go round in a circle: mails → slow → slower → mails (let one of them park elsewhere)",
    );
    expect(remarks({ mails: "dead-letter: mails", parts: "" })[0]).toMatch(/in a circle: mails → mails/);
    const beyond = remarks({ mails: "dead-letter: slow", parts: queue("slow", "slower") + queue("slower", "slow") });
    expect(beyond.filter((said) => /circle: slow → slower → slow /.test(said))).toHaveLength(1);
    expect(beyond.join()).not.toMatch(/circle: mails/);
  });
  it("is used by some queue", () => {
    expect(remarks({})).toEqual([
      'warning: no work queue parks messages in "parked" (say `dead-letter: parked` at one)',
    ]);
    expect(remarks({ mails: PARK })).toEqual([]);
  });
  it("takes no messages from steps", () =>
    expect(remarks({ mails: PARK, page: "parked" })[0]).toMatch(
      /^error: "parked" is a dead-letters, which takes no messages/,
    ));
});

describe("a redrive", () => {
  it("of nothing", () => {
    expect(remarks({ timeline: "again: { at: 9s, redrive: parked }" })).toContain(
      'error: no work queue parks messages in "parked", so there is nothing to put back',
    );
    expect(remarks({ mails: PARK, timeline: "again: { at: 9s, redrive: mails }" })[0]).toMatch(
      /^error: "mails" has no `redrive`/,
    );
    expect(remarks({ mails: PARK, timeline: "again: { at: 9s, redrive: park }" })[0]).toMatch(
      /^error: there is no "park" to redrive \(did you mean "parked"\?\)/,
    );
  });
  it("that is faster than the workers are beside their traffic", () => {
    expect(remarks({ mails: PARK, timeline: "again: { at: 9s, redrive: parked, rate: 41/s }" })).toEqual([
      "warning: 41/s is more than mails workers have left then: 1.2 of 2 are busy without it, and each message takes 20ms, so other work waits behind them (put them back at a `rate` below 40/s)",
    ]);
    expect(remarks({ mails: PARK, timeline: "again: { at: 9s, redrive: parked, rate: 39/s }" })).toEqual([]);
    expect(remarks({ mails: PARK, timeline: "again: { at: 9s, redrive: parked }" })[0]).toMatch(
      /^warning: all at once is more than/,
    );
  });
  it("at a time when little is published", () => {
    const rate = "{ profile: [{ at: 0s, rate: 90/s }, { at: 60s, rate: 20/s }] }";
    const at = (time: string) =>
      remarks({ rate, mails: PARK, timeline: `again: { at: ${time}, redrive: parked, rate: 70/s }` });
    expect(at("30s")[0]).toMatch(/1.8 of 2 are busy without it.*below 10\/s/);
    expect(at("90s")).toEqual([]);
  });
  it("that is faster than what its workers ask", () => {
    const parts =
      "db: { type: database, cores: 1, queries: { read: { time: 10ms } } }\n  parked: { type: dead-letters }";
    const mails = `${PARK}, workers: 9, steps: [{ query: db.read }]`;
    const at = (rate: string) =>
      remarks({ parts, mails, timeline: `again: { at: 9s, redrive: parked, rate: ${rate} }` });
    expect(at("41/s")[0]).toMatch(
      /^warning: 41\/s is more than db cores have left then: 0.6 of 1 are busy.*takes 10ms/,
    );
    expect(at("39/s")).toEqual([]);
  });
  it("of messages that need no work, or none: malformed ones cost their workers nothing", () =>
    expect(
      remarks({ mails: `${PARK}, malformed: 50%`, timeline: "again: { at: 9s, redrive: parked, rate: 139/s }" }),
    ).toEqual([]));
});

describe("times", () => {
  it("that are shorter than the work", () => {
    expect(remarks({ mails: "expires: 19ms", parts: "" })[0]).toMatch(/^warning: the work on one message takes 20ms/);
    expect(remarks({ mails: "deadline: 19ms", parts: "" })[0]).toMatch(/^warning: the work alone takes 20ms/);
    expect(remarks({ mails: "deadline: 21ms, expires: 21ms", parts: "" })).toEqual([]);
    expect(remarks({ mails: "deadline: 19ms, malformed: 50%", parts: "" })[0]).toMatch(/takes 20ms/);
  });
  it("are the same for all", () =>
    expect(remarks({ mails: "deadline: exponential(1s)", parts: "" })[0]).toMatch(/it is the same for every message/));
});

it("says that tolerance does nothing where no message is malformed", () =>
  expect(remarks({ mails: "tolerant: true", parts: "" })[0]).toMatch(
    /`tolerant` does nothing here: no message is `malformed`/,
  ));

it("lets shares change in time, and nothing else of it", () => {
  const set = (value: string) =>
    remarks({ mails: "malformed: 1%, expires: 9s", parts: "", timeline: `a: { at: 9s, set: { ${value} } }` });
  for (const value of ["mails.malformed: 5%", "mails.poison: 1%", "mails.tolerant: true"])
    expect(set(value)).toEqual([]);
  expect(set("mails.expires: 1s")[0]).toMatch(/"mails.expires" cannot change while the system runs/);
});

describe("offered load", () => {
  const busy = (said: Said, part: string): number =>
    senseOf(modelOf(text(said))).loads.find((load) => load.part === part)!.busy;
  it("is without the work on malformed messages, and with that on poison", () => {
    expect(busy({ parts: "" }, "mails")).toBeCloseTo(1.2, 9);
    expect(busy({ parts: "", mails: "malformed: 25%" }, "mails")).toBeCloseTo(0.9, 9);
    expect(busy({ parts: "", mails: "poison: 25%" }, "mails")).toBeCloseTo(1.2, 9);
  });
  it("is with every attempt at what fails each time", () => {
    expect(busy({ parts: "", mails: "malformed: 25%, attempts: 4" }, "mails")).toBeCloseTo(0.9, 9);
    expect(busy({ parts: "", mails: "poison: 25%, attempts: 4" }, "mails")).toBeCloseTo(1.2 * (0.75 + 4 * 0.25), 9);
    const both = "malformed: 20%, poison: 25%, attempts: 4";
    expect(busy({ parts: "", mails: both }, "mails")).toBeCloseTo(1.2 * 0.8 * (0.75 + 4 * 0.25), 9);
  });
  it("of another queue is what is given up", () => {
    const lane = "slow: { type: work-queue, workers: 9, steps: [{ delay: 100ms }] }";
    expect(busy({ parts: lane, mails: "malformed: 25%, dead-letter: slow" }, "slow")).toBeCloseTo(1.5, 9);
    const both = "malformed: 20%, poison: 25%, dead-letter: slow";
    expect(busy({ parts: lane, mails: both }, "slow")).toBeCloseTo(2.4, 9);
    expect(busy({ parts: lane, mails: `attempts: 3, ${both}` }, "slow")).toBeCloseTo(2.4, 9);
  });
});
