import { expect, it } from "vitest";
import { fanOuts } from "../cases/fan-out.js";
import { disagreements } from "../disagreements.js";

for (const oracle of fanOuts)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
