import { expect, it } from "vitest";
import { deliveriesAndPolls } from "../cases/deliveries.js";
import { disagreements } from "../disagreements.js";

for (const oracle of deliveriesAndPolls)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
