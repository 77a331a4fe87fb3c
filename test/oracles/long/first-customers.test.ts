import { expect, it } from "vitest";
import { firstCustomers } from "../cases/first-customers.js";
import { disagreements } from "../disagreements.js";

for (const oracle of firstCustomers)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
