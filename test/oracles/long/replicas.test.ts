import { expect, it } from "vitest";
import { replicas } from "../cases/replicas.js";
import { disagreements } from "../disagreements.js";

for (const oracle of replicas)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
