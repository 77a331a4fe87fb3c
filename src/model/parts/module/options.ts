/** How a file describes a module. */
import { z } from "zod";
import type { Effects } from "../../language/effects.js";
import { type Language, name } from "../../language/policies.js";
import { leakOption } from "../shared/leak.js";

export const moduleOptions = (language: Language) =>
  z.strictObject({
    endpoints: z
      .record(
        name(),
        z.lazy(() => language.steps),
      )
      .describe(
        "What a request does at each endpoint, in the process that calls it. A caller that stops waiting, by a `timeout`, leaves the work to that process, which holds no thread for it then; a `deadline` stops it",
      ),
    leak: leakOption(),
  });

export type ModuleOptions = z.output<ReturnType<typeof moduleOptions>>;

export const MODULE_EFFECTS: Effects<ModuleOptions> = { endpoints: "known", leak: "by chance" };
