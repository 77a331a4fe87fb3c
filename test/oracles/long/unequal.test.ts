import { expect, it } from "vitest";
import { unequal } from "../cases/unequal.js";
import { disagreements } from "../disagreements.js";

for (const oracle of unequal)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
