import { expect, it } from "vitest";
import { coldStarts } from "../cases/cold-starts.js";
import { disagreements } from "../disagreements.js";

for (const oracle of coldStarts)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
