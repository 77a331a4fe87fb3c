import { expect, it } from "vitest";
import { impatience } from "../cases/impatience.js";
import { disagreements } from "../disagreements.js";

for (const oracle of impatience)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
