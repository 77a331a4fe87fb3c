import { expect, it } from "vitest";
import { waves } from "../cases/waves.js";
import { disagreements } from "../disagreements.js";

for (const oracle of waves)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
