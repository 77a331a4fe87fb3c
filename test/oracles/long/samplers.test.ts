import { expect, it } from "vitest";
import { samplers } from "../cases/samplers.js";
import { disagreements } from "../disagreements.js";

for (const oracle of samplers)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
