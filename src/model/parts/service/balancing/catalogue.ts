/** All policies of balancing. */
import { hash } from "./hash.js";
import type { BalancePolicy } from "./policy.js";
import { powerOf } from "./power-of.js";
import { sticky } from "./sticky.js";
import {
  joinIdleQueue,
  leastConnections,
  leastWork,
  newestIdle,
  oldestIdle,
  powerOfTwo,
  random,
  roundRobin,
} from "./words.js";

/** Those that a word says. */
export const BY_WORD = [
  roundRobin,
  random,
  leastConnections,
  powerOfTwo,
  joinIdleQueue,
  leastWork,
  oldestIdle,
  newestIdle,
] as const;

/** Those whose key says what they need. */
export const BY_KEY: readonly BalancePolicy[] = [powerOf, sticky, hash];
