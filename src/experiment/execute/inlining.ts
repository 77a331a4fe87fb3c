/**
 * The engine is many small functions that call each other at every event. V8 inlines no more than 920 bytecodes into
 * one of them, in the order in which it meets them, and calls the rest; with room for all a run takes 10 % less
 * (`npm run bench`). Flags belong to the process, so one thread sets it for all, before the engine is warm.
 */
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--max-inlined-bytecode-size-cumulative=4000");
