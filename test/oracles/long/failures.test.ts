import { expect, it } from "vitest";
import { failures } from "../cases/failures.js";
import { disagreements } from "../disagreements.js";

for (const oracle of failures)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
