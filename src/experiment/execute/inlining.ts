/**
 * The engine is many small functions that call each other at every event. V8 inlines no more than 920 bytecodes into
 * one of them and calls the rest; with room for more a run of millions takes a tenth less, or a third (`npm run bench`).
 * But to compile so much takes a short run a quarter longer. Flags belong to the process: one thread sets them for all.
 */
import { setFlagsFromString } from "node:v8";

const LONG = 1_000_000; // Requests of one run.

export function inlineMoreIfLong(requests: number): void {
  if (requests >= LONG) setFlagsFromString("--max-inlined-bytecode-size-cumulative=4000");
}
