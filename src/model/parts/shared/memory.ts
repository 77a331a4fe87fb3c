/** The memory of a machine: counted and priced, not simulated. */
import { size } from "../../language/values/index.js";

export const memoryOption = (of: string) =>
  size({ above: 0 }).optional().describe(`Memory ${of}, for its price; the simulation does not use it`);

/** The unit in which memory is counted; its price is one of a `GB-hour`. */
export const MEMORY = "memory GB";

const BYTES = 1e9;

/** @returns the memory of so many machines [GB] */
export const gigabytes = (bytes = 0, machines = 1): number => (machines * bytes) / BYTES;
