/** Runs jobs on this thread, or on several others. Results do not depend on which. */
import { pool } from "./pool.js";
import { runAgain } from "./run-again.js";
import type { Runner } from "./runner.js";
import { thisThread } from "./this-thread.js";

export type { Runner } from "./runner.js";

export const threads = (count: number): Runner => (count <= 1 ? thisThread() : otherThreads(count));

/** Leaves this thread free to hear Ctrl-C, even if there is but one other. */
export const otherThreads = (count: number): Runner => runAgain(pool(count));
