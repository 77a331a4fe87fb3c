/** Whether a system is said not to come back: only where it stands clearly worse than before, and how. */
import { expect, it } from "vitest";
import { notBack } from "../../src/analysis/figures/come-back.js";

const BINS = 40;
const SPIKE = { fromMs: 10_000, toMs: 15_000 };

/** Bins of a second, the cause in the tenth to the fourteenth. */
const found = (after: { goodput: number; offered?: number; busy?: number; before?: number }) => {
  const course = (before: number, then: number): number[] =>
    Array.from({ length: BINS }, (_, i) => (i < 10 ? before : then));
  return notBack(
    {
      startMs: 0,
      binMs: 1000,
      offeredLoad: course(100, after.offered ?? 100),
      goodput: course(100, after.goodput),
      resources: [
        {
          part: "db",
          resource: "cores",
          utilisation: course(after.before ?? 0.4, after.busy ?? 0.4),
          queueLength: course(0, 0),
        },
      ],
    },
    SPIKE,
    8,
  );
};

it("says how much less is answered, and what stays full", () =>
  expect(found({ goodput: 5, busy: 1 })).toEqual({
    replications: 8,
    watchedMs: 25_000,
    goodputBefore: 100,
    goodputAfter: 5,
    full: [{ part: "db", resource: "cores" }],
  }));

it("is not said of what is hardly worse: a cache that still fills", () => {
  expect(found({ goodput: 97 })).toBeNull();
  expect(found({ goodput: 94 })).not.toBeNull();
});

it("nor where less is offered", () => expect(found({ goodput: 50, offered: 50 })).toBeNull());

it("is said of what answers all and is full, but was not", () => {
  expect(found({ goodput: 100, busy: 0.97 })?.full).toHaveLength(1);
  expect(found({ goodput: 100, busy: 0.97, before: 0.97 })).toBeNull();
});
