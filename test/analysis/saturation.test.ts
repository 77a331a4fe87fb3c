import { expect, it } from "vitest";
import { saturation } from "../../src/analysis/saturation.js";

const resource = (part: string, utilisation: readonly number[] | null) => ({
  part,
  resource: "threads",
  utilisation,
  queueLength: [],
});

it("orders by time, then by load, then as given; and leaves out what had room", () => {
  const found = saturation({
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
