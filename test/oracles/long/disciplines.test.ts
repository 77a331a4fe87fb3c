import { expect, it } from "vitest";
import { disciplines } from "../cases/disciplines.js";
import { disagreements } from "../disagreements.js";

for (const oracle of disciplines)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
