import { z } from "zod";
import { Travels } from "../../components/policies/time-left.js";
import { sayIdle } from "../check/no-effect.js";
import { policyKind } from "./kind.js";

export const travels = policyKind({
  key: "travels",
  examples: `
- true
`,
  schema: () =>
    z
      .boolean()
      .describe(
        "Whether the time left of the `timeout` or `deadline` travels along with the call and the calls below it, as in gRPC: work that comes too late is not begun. Messages carry it to queues with `expires: with-request`, but not on to what their workers call. Without it, each hop knows its own time only",
      ),
  effect: "cuts short",
  around: "an attempt",
  isUnclear: (said) => said,
  write(site, said, { eachMs }, body) {
    if (!said || eachMs === Number.POSITIVE_INFINITY) {
      body(site);
      return;
    }
    const { assembly, program } = site;
    new Travels(assembly.flow, assembly.timeLeft(), eachMs).around(program, () =>
      assembly.underTimeLeft(() => body(site)),
    );
  },
  walk(sense, said, { what, eachMs }, walk) {
    const isEndless = eachMs === Number.POSITIVE_INFINITY;
    sayIdle(sense, sense.path, [
      ["travels", said && isEndless, "there is no `timeout` or `deadline` that could travel", "timeout"],
    ]);
    if (!said || isEndless) return walk();
    sense.noted.add("time left");
    return sense.mayLose([`time left of ${what}`], walk);
  },
});
