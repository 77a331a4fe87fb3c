import { expect, it } from "vitest";
import { databases } from "../cases/databases.js";
import { disagreements } from "../disagreements.js";

for (const oracle of databases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
