import { expect, it } from "vitest";
import { networks } from "../cases/networks.js";
import { disagreements } from "../disagreements.js";

for (const oracle of networks)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
