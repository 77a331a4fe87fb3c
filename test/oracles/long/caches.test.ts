import { expect, it } from "vitest";
import { caches } from "../cases/caches.js";
import { disagreements } from "../disagreements.js";

for (const oracle of caches)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "long", task)).toEqual([]));
