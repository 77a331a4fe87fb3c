/** Twice the cores of a machine or a part. */
import { type Change, ofPart, type Symptom } from "./change.js";

/** A single machine stays a single point of failure, and is down while replaced. @param count of machines */
export const largerMachine = (name: string, cores: number, treats: Symptom, count = 1): Change => ({
  name: `${name}: ${cores * 2} cores${count === 1 ? "" : " each"}`,
  treats,
  overlay: ofPart(name, { cores: cores * 2 }),
  complexity: count === 1 ? 2 : 1,
  why: count === 1 ? "a larger machine, and a stop to replace the only one" : "larger machines",
  cost: { cores: count * cores },
  relieves: [{ part: name, resource: "cores" }],
});
