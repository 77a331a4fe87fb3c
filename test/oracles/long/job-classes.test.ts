import { expect, it } from "vitest";
import { jobClasses } from "../cases/job-classes.js";
import { disagreements } from "../disagreements.js";

for (const oracle of jobClasses)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
