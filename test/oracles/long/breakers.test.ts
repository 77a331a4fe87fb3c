import { expect, it } from "vitest";
import { breakers } from "../cases/breakers.js";
import { disagreements } from "../disagreements.js";

for (const oracle of breakers)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
