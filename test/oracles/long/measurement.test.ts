import { expect, it } from "vitest";
import { measurement } from "../cases/measurement.js";
import { disagreements } from "../disagreements.js";

for (const oracle of measurement)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
