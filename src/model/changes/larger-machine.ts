/** Twice the cores, of a machine or of the one that a part has to itself. */
import { type Change, ofPart, type Symptom } from "./change.js";

export const largerMachine = (name: string, cores: number, treats: Symptom): Change => ({
  name: `${name}: ${cores * 2} cores`,
  treats,
  overlay: ofPart(name, { cores: cores * 2 }),
  complexity: 1,
  why: "a larger machine",
  cost: { cores },
  relieves: { part: name, resource: "cores" },
});
