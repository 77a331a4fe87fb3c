import { expect, it } from "vitest";
import { Level, SquaredLevel } from "../../src/engine/gauges.js";
import { Simulation } from "../../src/engine/simulation.js";
import { at } from "./at.js";

it("a level knows its integral and that of its square at every moment", () => {
  const simulation = new Simulation();
  simulation.handleRequests({ wake() {}, settle() {} });
  const level = new SquaredLevel(simulation);
  const plain = new Level(simulation);
  const both = (change: number) => {
    level.add(change);
    plain.add(change);
  };
  at(simulation, 10, () => both(2)); // 0 until 10, 2 until 15, 5 until 20, then 1.
  at(simulation, 15, () => both(3));
  at(simulation, 20, () => both(-4));
  const seen: number[][] = [];
  for (const ms of [5, 12, 20, 26])
    at(simulation, ms, () => {
      expect([plain.value, plain.integral]).toEqual([level.value, level.integral]);
      seen.push([level.value, level.integral, level.squareIntegral]);
    });
  simulation.run();
  expect(seen).toEqual([
    [0, 0, 0],
    [2, 4, 8],
    [1, 35, 145],
    [1, 41, 151],
  ]);
});
