import { expect, it } from "vitest";
import { balancers } from "../cases/balancers.js";
import { disagreements } from "../disagreements.js";

for (const oracle of balancers)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
