import { expect, it } from "vitest";
import { general } from "../cases/general.js";
import { disagreements } from "../disagreements.js";

for (const oracle of general)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
