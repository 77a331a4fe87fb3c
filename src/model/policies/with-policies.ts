/** Writes a step inside its failure policies. */
import type { CallCounts } from "../../components/observation/watch.js";
import { Hook } from "../../components/steps/instant-step.js";
import type { Site } from "../wiring/site.js";
import { type Policies, policiesOf } from "./catalogue.js";
import type { Write } from "./kind.js";

/**
 * Absent policies add no stack frame, since calls may be hundreds deep.
 *
 * @param target the part that a timeout is counted against @param purpose of the retries' jitter
 * @param called the part whose calls these are
 */
export function withPolicies(
  site: Site,
  policies: Policies,
  target: string,
  purpose: string,
  body: Write,
  called = target,
): void {
  const about = { target, purpose, called };
  const counts = site.assembly.watches.calls(called);
  const counted = (what: keyof CallCounts, inner: Write): Write => {
    if (counts === null) return inner;
    return (where) => {
      where.program.add(new Hook(() => void counts[what]++));
      inner(where);
    };
  };
  const said = policiesOf(policies);
  let write = counted("calls", body);
  const wrap = (around: (typeof said)[number]["kind"]["around"]): void => {
    for (const { kind, said: data } of said.filter((each) => each.kind.around === around)) {
      const inner = write;
      write = (where) => kind.write(where, data, about, inner);
    }
  };
  wrap("an attempt");
  write = counted("attempts", write);
  wrap("all attempts");
  write = counted("asked", write);
  wrap("failure");
  write(site);
}
