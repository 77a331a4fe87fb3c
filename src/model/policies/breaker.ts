import { z } from "zod";
import { CircuitBreaker } from "../../components/policies/circuit-breaker.js";
import { count, duration } from "../language/values/index.js";
import { policyKind } from "./kind.js";

export const breaker = policyKind({
  key: "breaker",
  schema: () =>
    z
      .strictObject({
        failures: count({ min: 1, max: 1_000_000 }).describe("Failures in a row after which it opens"),
        open: duration({ above: 0, fixed: "a breaker stays open equally long each time" }).describe(
          "How long it refuses everything; then one call may try",
        ),
      })
      .describe("A circuit breaker of this call: after many failures it is refused for a while, not made"),
  effect: "by chance",
  around: "an attempt",
  isUnclear: true,
  write(site, { failures, open }, { target }, body) {
    const { flow } = site.assembly;
    const record = site.assembly.breakersOf(target);
    const options = { failures, openMs: open };
    const breaker = new CircuitBreaker(flow, options, flow.addCause("breaker-open", target), record);
    breaker.around(site.program, () => body(site));
  },
  walk(sense, { open }, { what }, walk) {
    sense.lasts(open, "a breaker stays open for");
    return sense.mayLose([`breaker of ${what}`], walk);
  },
});
