import { expect, it } from "vitest";
import { held } from "../cases/held.js";
import { disagreements } from "../disagreements.js";

for (const oracle of held)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
