import { describe, expect, it } from "vitest";
import { alike, common, foldAlike, someOf, WHO } from "../../src/text/alike.js";

const notes = (...texts: string[]) => texts.map((text, i) => ({ who: `“v${i}”`, text: text.replace("@", `“v${i}”`) }));
const fold = (...texts: string[]) => foldAlike(notes(...texts), (members) => `all ${members.length}`);

describe("what is said alike of many", () => {
  it("stands once, with the range of its numbers, however they are written", () => {
    expect(
      fold(
        "The runs of @ remember 900ms, of 4 seen 1,200.",
        "The runs of @ remember 1.5s, of 4 seen 80.",
        "Something else about @.",
        "The runs of @ remember 2min, of 4 seen 90.",
        "The runs of @ remember 1.5s, of 4 seen 80.",
      ),
    ).toEqual(["The runs of all 4 remember 900ms to 2min, of 4 seen 80 to 1,200.", "Something else about “v2”."]);
  });

  it("stands one by one where it is few", () =>
    expect(fold("@ takes 1s", "@ takes 2s", "@ takes 3s")).toEqual([
      "“v0” takes 1s",
      "“v1” takes 2s",
      "“v2” takes 3s",
    ]));

  it("leaves out intervals where numbers differ, and keeps what is the same", () =>
    expect(
      fold(...["8 ±0.3", "20 1.80–2.65", "9", "−1 ±2"].map((grows) => `@ grows by ${grows}, within 5 ±1`)),
    ).toEqual(["all 4 grows by −1 to 20, within 5 ±1"]));

  it.each([
    ["p99 of @", "p95 of @"],
    ["p(99) < 1s of @", "p(95) < 1s of @"],
    ["db-1 of @ is full", "db-2 of @ is full"],
    ["@ until 12:30", "@ until 13:45"],
    ["@ takes 5%", "@ takes 5 s"],
  ])("%s and %s are not alike", (one, other) =>
    expect(alike(notes(one, other), 1).map(({ members }) => members)).toEqual([[0], [1]]),
  );

  it("a reason that many have is one, with the range of its numbers", () => {
    const reasons = ["not enough (24 of 100)", "not enough (30 of 100)", "grows", "not enough (24 of 100)"];
    expect(reasons.map(common(reasons))).toEqual(reasons);
    expect([...reasons, reasons[1]!].map(common([...reasons, reasons[1]!]))[4]).toBe("not enough (24 to 30 of 100)");
  });

  it("names three at most", () => {
    const names = ["a", "b", "c", "d", "e"];
    expect(someOf(names, 5, "variants")).toBe("the 5 variants");
    expect(someOf(names.slice(0, 3), 5, "variants")).toBe("3 of 5 variants (“a”, “b”, “c”)");
    expect(someOf(names, 20, "stages")).toBe("5 of 20 stages (“a”, “b”, “c” and 2 more)");
  });

  it("marks where the names stood", () =>
    expect(alike(notes("@ is 1", "@ is 2"), 1)).toEqual([{ members: [0, 1], text: `${WHO} is 1 to 2` }]));
});
