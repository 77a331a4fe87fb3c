import { expect, it } from "vitest";
import { stability } from "../cases/stability.js";
import { disagreements } from "../disagreements.js";

for (const oracle of stability)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
