import { Timeout } from "../../components/policies/timeout.js";
import { duration } from "../language/values/index.js";
import { policyKind } from "./kind.js";

export const timeout = policyKind({
  key: "timeout",
  examples: `
- 300ms
`,
  schema: () =>
    duration({ above: 0, fixed: "a timeout is the same for every call" }).describe(
      "After this time the caller stops waiting, with an error. The work goes on, and holds its threads and connections",
    ),
  effect: "cuts short",
  around: "an attempt",
  limitMs: (ms) => ms,
  write(site, ms, { target }, body) {
    const { flow } = site.assembly;
    const cause = flow.addCause("timeout", target);
    site.program.add(new Timeout(flow, ms, cause, site.inherited, (work) => body(site.on(site.machine, work))));
  },
  walk: (sense, ms, { what }, walk) => sense.mayLeave(ms, `timeout of ${what}`, walk),
});
