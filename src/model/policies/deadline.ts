import { Deadline } from "../../components/policies/timeout.js";
import { duration } from "../language/values/index.js";
import { policyKind } from "./kind.js";

export const deadline = policyKind({
  key: "deadline",
  examples: `
- 500ms
`,
  schema: () =>
    duration({ above: 0, fixed: "a deadline is the same for every call" }).describe(
      "After this time the call fails and its work stops, wherever it is; threads and connections are given back",
    ),
  effect: "cuts short",
  around: "an attempt",
  limitMs: (ms) => ms,
  write(site, ms, { target }, body) {
    const { flow } = site.assembly;
    new Deadline(flow, ms, flow.addCause("deadline", target)).around(site.program, () => body(site));
  },
  walk: (sense, ms, { what, eachMs }, walk) => (ms > eachMs ? walk() : sense.mayStop(ms, `deadline of ${what}`, walk)),
});
