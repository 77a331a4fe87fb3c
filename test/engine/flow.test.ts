/** What is held is given back from the inside out, exactly once, whatever the way out. */
import { describe, expect, it } from "vitest";
import { Flow, type ScopeId } from "../../src/engine/flow.js";
import { Program } from "../../src/engine/program.js";
import { Simulation } from "../../src/engine/simulation.js";
import { FAILED, GO_ON, PENDING } from "../../src/engine/step.js";
import { at } from "./at.js";
import { fail, gone, held, instant, type Journal, tell, wait } from "./steps.js";

function emptyFlow() {
  const simulation = new Simulation();
  const flow = new Flow(simulation);
  const journal: Journal = [];
  const begin = (): number => {
    const request = flow.requests.take();
    at(simulation, simulation.nowMs, () => flow.begin(request, 0));
    return request;
  };
  return { simulation, flow, journal, begin };
}

/** Holds `outer`, then `inner`, for 100 ms or until `instead` happens; failures are told and forgiven outside of all. */
function nested(instead: ((flow: Flow, scopes: { outer: ScopeId; inner: ScopeId }) => void) | "fails" | null) {
  const { simulation, flow, journal, begin } = emptyFlow();
  const program = new Program(flow);
  const scopes = { outer: -1, inner: -1 };
  program.attempt(
    () => {
      scopes.outer = program.within(held(journal, "outer"), () => {
        scopes.inner = program.within(held(journal, "inner"), () =>
          program.add(instead === "fails" ? fail : wait(flow, 100)),
        );
        program.add(tell(journal, "between"));
      });
      program.add(tell(journal, "answered"));
    },
    () => program.add(tell(journal, "failed")),
  );
  program.add(gone(flow));
  begin();
  if (typeof instead === "function") at(simulation, 50, () => instead(flow, scopes));
  simulation.run();
  return { journal, flow, endedMs: simulation.nowMs };
}

describe("scopes are left from the inside out, exactly once", () => {
  it("by success", () => {
    const { journal, flow, endedMs } = nested(null);
    expect(journal).toEqual([
      "take outer 0",
      "take inner 0",
      "leave inner 0",
      "between 0",
      "leave outer 0",
      "answered 0",
    ]);
    expect(flow.requests.inUse).toBe(0);
    expect(endedMs).toBe(100);
  });

  it("by a failure inside", () =>
    expect(nested("fails").journal).toEqual([
      "take outer 0",
      "take inner 0",
      "leave inner 0",
      "leave outer 0",
      "failed 0",
    ]));

  it("by a failure from outside, while it is pending", () => {
    const timedOut = nested((flow) => {
      flow.simulation.calmRequest(0);
      flow.readyToFail(0, flow.addCause("timeout", "db"));
    });
    expect(timedOut.journal).toEqual(["take outer 0", "take inner 0", "leave inner 0", "leave outer 0", "failed 0"]);
  });

  for (const scope of ["outer", "inner"] as const)
    it(`by an interrupt of the ${scope} one`, () => {
      const { journal, endedMs, flow } = nested((flow, scopes) =>
        flow.interrupt(0, scopes[scope], flow.addCause("deadline", "db")),
      );
      expect(journal).toEqual(["take outer 0", "take inner 0", "leave inner 0", "leave outer 0", "failed 0"]);
      expect(endedMs).toBe(50); // The wait of 100 ms has been withdrawn, not left behind.
      expect(flow.causes[flow.cause.at[0]!]).toEqual({ cause: "deadline", part: "db" });
    });

  it("by an abort, which calls no handler", () => {
    const { journal, endedMs } = nested((flow) => flow.abort(0));
    expect(journal).toEqual(["take outer 0", "take inner 0", "leave inner 0", "leave outer 0"]);
    expect(endedMs).toBe(50);
  });
});

it("a failure goes no further than the innermost handler around it", () => {
  const { simulation, flow, journal, begin } = emptyFlow();
  const program = new Program(flow);
  program.within(held(journal, "thread"), () => {
    program.attempt(
      () => program.within(held(journal, "connection"), () => program.add(fail)),
      () => program.add(tell(journal, "caught")),
    );
    program.add(tell(journal, "went on"));
  });
  program.add(gone(flow));
  begin();
  simulation.run();
  expect(journal).toEqual([
    "take thread 0",
    "take connection 0",
    "leave connection 0",
    "caught 0",
    "went on 0",
    "leave thread 0",
  ]);
});

it("an interrupt passes handlers inside of its scope: they must not go on working", () => {
  const { simulation, flow, journal, begin } = emptyFlow();
  const program = new Program(flow);
  let deadline: ScopeId = -1;
  program.attempt(
    () => {
      deadline = program.within(held(journal, "deadline"), () =>
        program.attempt(
          () => program.add(wait(flow, 100)),
          () => program.add(tell(journal, "retried")),
        ),
      );
    },
    () => program.add(tell(journal, "failed")),
  );
  program.add(gone(flow));
  begin();
  at(simulation, 10, () => flow.interrupt(0, deadline, flow.addCause("deadline", "")));
  simulation.run();
  expect(journal).toEqual(["take deadline 0", "leave deadline 0", "failed 0"]);
});

it("a step that fails to enter its scope holds nothing", () => {
  const { simulation, flow, journal, begin } = emptyFlow();
  const program = new Program(flow);
  program.attempt(
    () => program.within({ ...held(journal, "full"), enter: () => FAILED }, () => program.add(tell(journal, "inside"))),
    () => program.add(tell(journal, "refused")),
  );
  program.add(gone(flow));
  begin();
  simulation.run();
  expect(journal).toEqual(["refused 0"]);
});

it("branches take the exit they are told and join again", () => {
  const { simulation, flow, journal, begin } = emptyFlow();
  const program = new Program(flow);
  const evenOrOdd = instant((request) => request % 2);
  program.branch(evenOrOdd, [() => program.add(tell(journal, "even")), () => {}]);
  program.add(tell(journal, "joined"));
  program.add(gone(flow));
  begin();
  begin();
  simulation.run();
  expect(journal).toEqual(["even 0", "joined 0", "joined 1"]);
});

it("a loop runs its body until its step takes exit 0", () => {
  const { simulation, flow, journal, begin } = emptyFlow();
  const program = new Program(flow);
  let left = 3;
  program.loop(
    instant(() => (left-- > 0 ? 1 : 0)),
    () => program.within(held(journal, "turn"), () => {}),
  );
  program.add(gone(flow));
  begin();
  simulation.run();
  expect(journal).toEqual(Array(3).fill(["take turn 0", "leave turn 0"]).flat());
});

it("a request that is let go on walks when the present walk is over", () => {
  const { simulation, flow, journal, begin } = emptyFlow();
  const program = new Program(flow);
  program.add(
    instant((request) => {
      if (request === 0) return PENDING;
      flow.ready(0);
      journal.push(`let 0 go, from ${request}`);
      return GO_ON;
    }),
  );
  program.add(tell(journal, "passed"));
  program.add(gone(flow));
  begin();
  begin();
  simulation.run();
  expect(journal).toEqual(["let 0 go, from 1", "passed 1", "passed 0"]);
});

it("a hundred thousand refusals at one instant do not exhaust the stack", () => {
  const { simulation, flow, begin } = emptyFlow();
  const program = new Program(flow);
  const line: number[] = [];
  let refused = 0;
  const next = (): void => void (line.length > 0 && flow.readyToFail(line.pop()!, flow.addCause("refused", "")));
  program.attempt(
    () =>
      program.add(
        instant((request) => {
          line.push(request);
          return PENDING;
        }),
      ),
    () =>
      program.add(
        instant(() => {
          refused++;
          next(); // Each one's end is the next one's.
        }),
      ),
  );
  program.add(gone(flow));
  for (let i = 0; i < 100_000; i++) begin();
  at(simulation, 1, next);
  simulation.run();
  expect(refused).toBe(100_000);
  expect(flow.requests.inUse).toBe(0);
});

it("a cause of one part is one cause, however often it is named", () => {
  const { flow } = emptyFlow();
  const ids = [flow.addCause("timeout", "db"), flow.addCause("timeout", "web"), flow.addCause("timeout", "db")];
  expect(ids).toEqual([0, 1, 0]);
});

it("a failure without a handler is our own bug, and loud", () => {
  const { simulation, flow, begin } = emptyFlow();
  new Program(flow).add(fail);
  begin();
  expect(() => simulation.run()).toThrow("without a handler");
});

it("what begins before the clock starts is entered at time 0", () => {
  const { simulation, flow } = emptyFlow();
  const entered: number[] = [];
  const program = new Program(flow);
  program.add(instant(() => void entered.push(simulation.nowMs)));
  program.add(gone(flow));
  flow.begin(flow.requests.take(), 0);
  at(simulation, 1000, () => {});
  simulation.run();
  expect(entered).toEqual([0]);
});
