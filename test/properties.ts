/** Properties are tried with one seed, so that a change is judged by itself; FAST_CHECK_SEED=… tries others. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1998) });
