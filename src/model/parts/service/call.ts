/** The step that calls an endpoint of a service. */
import { z } from "zod";
import { FailSometimes } from "../../../components/steps/fail-sometimes.js";
import { SeenCalls } from "../../../components/timeline/seen-calls.js";
import { insideFallback, stepKind } from "../../language/kinds.js";
import { dotted } from "../../language/policies.js";
import { POLICY_EFFECTS, type Policies, policies } from "../../policies/catalogue.js";
import { checkPolicies, saysOfFailure } from "../../policies/check-policies.js";
import { withPolicies } from "../../policies/with-policies.js";
import { timeOver } from "../../timeline/course.js";
import { wayTo } from "../../timeline/on-the-way.js";
import type { Machine, Site } from "../../wiring/site.js";
import type { BuiltService } from "./build.js";
import { checkCall } from "./call-sense.js";
import type { ServiceOptions } from "./options.js";
import { callOutline } from "./outline.js";

interface Call extends Policies {
  readonly call: string;
}

/** Writes a call to `part.endpoint`, without policies. */
export function writeCall(site: Site, target: string): void {
  const [part, endpoint] = target.split(".");
  const { service, processorsOf, instances, releases } = site.assembly.part(part) as BuiltService;
  const { flow, timeline } = site.assembly;
  const network = timeOver(timeline.course(part, (options: ServiceOptions) => options.network));
  const networkMs = () => (network === null ? null : site.samplerOver(`network:${part}`, network));
  const asked = { endpoint, balance: site.stream(`balance:${part}`), thereMs: networkMs(), backMs: networkMs() };
  const serve = (): void =>
    service.serve(site.program, asked, (instance) => {
      const processors = processorsOf(endpoint);
      const whileThere: Machine["whileThere"] = (program, body) => service.whileThere(program, instance, body);
      const machine = { part, endpoint: target, instances, instance, processors, paces: releases?.paces, whileThere };
      releases?.write(site, machine);
      for (const share of timeline.dials("fails", [part, target]))
        site.program.add(
          new FailSometimes(flow, site.stream(`fails at times:${target}`), share, flow.addCause("failed", part)),
        );
      const steps = timeline.course(part, ({ endpoints }: ServiceOptions) => endpoints[endpoint] ?? []);
      const there = site.on(machine);
      there.byVersion(steps, (those) => there.write(those));
    });
  const { watches } = site.assembly;
  const shown = timeline.onCalls.callsOf(target);
  const seen = shown.length === 0 ? serve : () => new SeenCalls(flow, shown).around(site.program, serve);
  const watch = watches.endpoint(flow, target);
  const served = watch === null ? seen : () => watch.around(site.program, seen);
  const way = wayTo(site, target);
  if (way === null) served();
  else way(served);
}

export const call = stepKind<Call>({
  verb: "call",
  summary: "asks an endpoint of a service, `part.endpoint`, and waits for the answer",
  schema: (language) => z.strictObject({ call: dotted("part.endpoint"), ...policies(language) }),
  effects: { call: "known", ...POLICY_EFFECTS },
  inside: insideFallback,
  visits: (step) => ({ target: step.call, policies: step, waits: true, mayHang: true, mayFail: true, effect: null }),
  write(site, step) {
    const [part] = step.call.split(".");
    withPolicies(site, step, part, step.call, (inner) => writeCall(inner, step.call));
  },
  check(sense, step) {
    const path = [...sense.path, "call"];
    if (!saysOfFailure(step)) return checkCall(sense, step.call, path);
    return checkPolicies(sense, step, step.call, () => checkCall(sense, step.call, path));
  },
  outline: (outline, step) => outline.under(step, callOutline(outline, step.call)),
});
