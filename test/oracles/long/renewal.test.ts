import { expect, it } from "vitest";
import { renewal } from "../cases/renewal.js";
import { disagreements } from "../disagreements.js";

for (const oracle of renewal)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
