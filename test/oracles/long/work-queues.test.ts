import { expect, it } from "vitest";
import { workQueues } from "../cases/work-queues.js";
import { disagreements } from "../disagreements.js";

for (const oracle of workQueues)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
