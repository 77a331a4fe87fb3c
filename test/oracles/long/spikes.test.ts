import { expect, it } from "vitest";
import { spikes } from "../cases/spikes.js";
import { disagreements } from "../disagreements.js";

for (const oracle of spikes)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
