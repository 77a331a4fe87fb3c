import { expect, it } from "vitest";
import { closed } from "../cases/closed.js";
import { disagreements } from "../disagreements.js";

for (const oracle of closed)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
