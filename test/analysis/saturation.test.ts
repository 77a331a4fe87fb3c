import { describe, expect, it } from "vitest";
import { saturation } from "../../src/analysis/figures/saturation.js";

const resource = (part: string, utilisation: readonly number[] | null) => ({
  part,
  resource: "threads",
  utilisation,
  queueLength: [],
});

const given = (resources: Parameters<typeof saturation>[0]) => saturation(resources, () => false);

it("orders by time, then by load, then as given; and leaves out what had room", () => {
  const found = given({
    startMs: 500,
    binMs: 1000,
    resources: [
      resource("calm", [0.2, 0.94999]),
      resource("unlimited", null),
      resource("later", [0.1, 0.2, 1]),
      resource("sooner", [0.1, 0.96, 0.5]),
      resource("sooner and fuller", [0.1, 0.99, 1]),
      resource("as full", [0.1, 0.99]),
      resource("at once", [0.95]),
    ],
  });
  expect(found.map(({ part, atMs }) => [part, atMs])).toEqual([
    ["at once", 500],
    ["sooner and fuller", 1500],
    ["as full", 1500],
    ["sooner", 1500],
    ["later", 2500],
  ]);
  expect(found[1]!.peakUtilisation).toBe(1);
});

describe("of two that fill together, the inner one first", () => {
  const order = (inside: readonly string[], resources: ReturnType<typeof resource>[]) =>
    saturation(
      { startMs: 0, binMs: 1000, resources },
      (outer, inner) => inside.indexOf(outer.part) < inside.indexOf(inner.part) && inside.includes(outer.part),
    ).map(({ part, atMs }) => [part, atMs]);

  it("also where the outer one fills a little before, and more", () =>
    expect(
      order(
        ["threads", "pool", "cores"],
        [
          resource("threads", [0.5, 1, 1, 1]),
          resource("pool", [0.5, 0.94, 1, 1]),
          resource("cores", [0.5, 0.93, 0.99, 0.99]),
        ],
      ),
    ).toEqual([
      ["cores", 2000],
      ["pool", 2000],
      ["threads", 1000],
    ]));

  it("not where the inner one had room while the outer one filled", () =>
    expect(
      order(["threads", "cores"], [resource("cores", [0.5, 0.6, 1]), resource("threads", [0.5, 1, 1])])[0],
    ).toEqual(["threads", 1000]));

  it("not where the outer one was free again before", () =>
    expect(
      order(["threads", "cores"], [resource("cores", [0.9, 0.5, 1]), resource("threads", [1, 0.5, 1])])[0],
    ).toEqual(["threads", 0]));

  it("not where the inner one fills only as the outer one is free again", () =>
    expect(order(["threads", "cores"], [resource("cores", [0.9, 1]), resource("threads", [1, 0.9])])[0]).toEqual([
      "threads",
      0,
    ]));

  it("where the inner one is the busier all along, though it is full at another time", () =>
    expect(
      order(
        ["pool", "row locks"],
        [resource("pool", [0.7, 0.96, 0.7, 0.6]), resource("row locks", [0.84, 0.84, 0.8, 0.97])],
      )[0],
    ).toEqual(["row locks", 3000]));

  it("of several inside, the busier", () => {
    const both = [resource("idler", [0.96]), resource("busier", [0.98]), resource("threads", [1])];
    const holds = (outer: { part: string }) => outer.part === "threads";
    const found = saturation(
      { startMs: 0, binMs: 1000, resources: both },
      (outer, inner) => holds(outer) && !holds(inner),
    );
    expect(found.map(({ part }) => part)).toEqual(["busier", "idler", "threads"]);
  });

  it("with an end where each holds the other", () => {
    const both = [resource("a", [0.96]), resource("b", [0.98])];
    expect(saturation({ startMs: 0, binMs: 1000, resources: both }, () => true)).toHaveLength(2);
  });
});
