import { expect, it } from "vitest";
import { retries } from "../cases/retries.js";
import { disagreements } from "../disagreements.js";

for (const oracle of retries)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
