import { expect, it } from "vitest";
import { markov } from "../cases/markov.js";
import { disagreements } from "../disagreements.js";

for (const oracle of markov)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
