/** Writes a step inside its failure policies. */
import type { CallCounts } from "../../components/observation/watch.js";
import { NotLate } from "../../components/policies/time-left.js";
import { Hook } from "../../components/steps/instant-step.js";
import type { Site } from "../wiring/site.js";
import { limitMs, type Policies, policiesOf } from "./catalogue.js";
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
  const said = policiesOf(policies);
  const about = { target, purpose, called, eachMs: limitMs(policies) };
  const counts = site.assembly.watches.calls(called);
  const counted = (what: keyof CallCounts, inner: Write): Write => {
    if (counts === null) return inner;
    return (where) => {
      where.program.add(new Hook(() => void counts[what]++));
      inner(where);
    };
  };
  let write = inTime(site, called, counted("calls", body));
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

/** What is late is not asked, where that is known. */
function inTime(site: Site, called: string, body: Write): Write {
  const { assembly } = site;
  return (where) => {
    if (assembly.isUnderTimeLeft) where.program.add(notLate(site, called));
    body(where);
  };
}

/** Fails what is late, for the part that does not begin it. */
export const notLate = ({ assembly }: Site, part: string): NotLate =>
  new NotLate(assembly.flow, assembly.timeLeft(), assembly.flow.addCause("deadline", part));
