import { expect, it } from "vitest";
import { forkJoins } from "../cases/fork-join.js";
import { disagreements } from "../disagreements.js";

for (const oracle of forkJoins)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
