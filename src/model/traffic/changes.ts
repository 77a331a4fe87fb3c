/** Possible changes to how long users wait for an answer. */
import type { Change, ChangeContext } from "../changes/change.js";
import { usersOf } from "./traffic.js";

const PATIENCE = "5s"; // If none is given.

/** After a timeout the work goes on without its caller; a deadline stops it. */
export function trafficChanges({ model, data }: ChangeContext): readonly Change[] {
  return Object.entries(usersOf(model.traffic)).flatMap(([name, { timeout, deadline }]): Change[] => {
    if (deadline !== undefined) return [];
    const written = (data.traffic as Record<string, { timeout?: unknown }>)[name].timeout;
    const given = timeout === undefined ? { deadline: PATIENCE } : { timeout: null, deadline: written };
    return [
      {
        name: `${name}: a deadline of ${given.deadline}`,
        treats: "work after the caller left",
        overlay: { traffic: { [name]: given } },
        complexity: 2,
        why: "parts that all hear of it and stop",
        cost: {},
        relieves: [],
        ...(timeout === undefined ? { assumes: `callers leave after ${PATIENCE}` } : {}),
      },
    ];
  });
}
