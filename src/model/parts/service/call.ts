/** The step that calls an endpoint of a service. */
import { z } from "zod";
import type { Asker } from "../../../components/service/balancing/balancing.js";
import { checkCall } from "../../check/calls.js";
import { insideFallback, partKindIn, stepKind, stepKindIn } from "../../language/kinds.js";
import { withOtherWords } from "../../language/other-words.js";
import { dotted } from "../../language/policies.js";
import { POLICY_EFFECTS, type Policies, policies } from "../../policies/catalogue.js";
import { checkPolicies, saysOfFailure } from "../../policies/check-policies.js";
import { notLate, withPolicies } from "../../policies/with-policies.js";
import { wayTo } from "../../timeline/on-the-way.js";
import { ENDPOINT_WORDS } from "../../traffic/other-words.js";
import { writeCall } from "../../wiring/calls.js";
import type { Machine, Site } from "../../wiring/site.js";
import { crossing, drawnBytes, whileConnected } from "../network-link/cross.js";
import { type Bytes, bytesOption } from "../network-link/options.js";
import { watched, writeEndpoint } from "../shared/endpoint.js";
import type { BuiltService } from "./build.js";
import { doorOf } from "./limits.js";
import { refusingAt } from "./refusing.js";
import { writeSession } from "./sessions.js";
import { acrossZones, zoneAt } from "./zones.js";

interface Call extends Policies {
  readonly call: string;
  readonly bytes?: Bytes | undefined;
}

/** Writes a call to an endpoint of a service, without policies. */
export function answerCall(site: Site, target: string, _isApart: boolean, sent: Bytes): void {
  const [part, endpoint] = target.split(".");
  const built = site.assembly.part(part) as BuiltService;
  const { service, processorsOf, instances, releases, paces, leak, sessions, options, network } = built;
  const bytes = drawnBytes(site, target, sent);
  const asked = {
    endpoint,
    balance: site.stream(`balance:${part}`),
    asker: askerAt(site, target, built),
    way: acrossZones(site, built, network === null ? null : crossing(site, network, bytes)),
    door: doorOf(site.assembly, part, endpoint, instances),
    refusing: refusingAt(site, part, processorsOf(endpoint)),
  };
  const serve = (): void =>
    service.serve(site.program, asked, (instance) => {
      const processors = processorsOf(endpoint);
      const whileThere: Machine["whileThere"] = (program, body) => service.whileThere(program, instance, body);
      const machine = {
        part,
        endpoint: target,
        instances,
        instance,
        processors,
        paces,
        leak,
        whileThere,
      };
      if (site.assembly.isUnderTimeLeft) site.program.add(notLate(site, part));
      releases?.write(site, machine);
      writeSession(site, machine, sessions, options);
      writeEndpoint(site.on(machine), target);
    });
  const served = watched(site, target, serve);
  const asks = network === null ? served : () => whileConnected(site, network, served);
  const way = wayTo(site, target, { bytes, connects: true });
  if (way === null) asks();
  else way(asks);
}

export const call = stepKind<Call>({
  verb: "call",
  alsoCalled: "http https request rpc grpc invoke fetch rest ask get-http post",
  summary: "asks an endpoint of a service or a module, `part.endpoint`, and waits for the answer",
  examples: "- { call: bank.charge, bytes: { asks: 1KB, answers: 20KB } }",
  schema: (language) =>
    z.strictObject({
      call: withOtherWords(dotted("part.endpoint"), ENDPOINT_WORDS).describe(
        "The endpoint of a service or a module: `part.endpoint`",
      ),
      bytes: bytesOption().optional(),
      ...policies(language),
    }),
  effects: { call: "known", bytes: "known", ...POLICY_EFFECTS },
  inside: insideFallback,
  visits(step, { parts }, kinds) {
    const [part] = step.call.split(".");
    const isInProcess = partKindIn(kinds, parts[part])?.answersCalls?.isInProcess;
    const asked = { target: step.call, as: "call", policies: step, waits: true, effect: null } as const;
    if (isInProcess) return { ...asked, mayHang: false, mayFail: false, isInProcess };
    return { ...asked, mayHang: true, mayFail: true };
  },
  write(site, step) {
    const [part] = step.call.split(".");
    withPolicies(site, step, part, step.call, (inner) =>
      writeCall(inner, step.call, inner.program !== site.program, step.bytes),
    );
  },
  check(sense, step) {
    const path = [...sense.path, "call"];
    if (!saysOfFailure(step)) return checkCall(sense, step.call, path, step.bytes);
    return checkPolicies(sense, step, step.call, () => checkCall(sense, step.call, path, step.bytes));
  },
  outline: (outline, step) => outline.under(step, step.call, outline.call(step.call, step.bytes)),
});

/** Who asks here, and what is known of the work that this brings. */
function askerAt(site: Site, target: string, { instances, options }: BuiltService): Asker {
  const { machine, caller, assembly } = site;
  const [part = "", endpoint = ""] = target.split(".");
  const there = site.guess({ part, endpoint: target, instances, instance: assembly.flow.first, processors: [] });
  return {
    name: caller ?? "traffic",
    instances: machine?.instances ?? 1,
    instance: machine?.instance ?? assembly.flow.first,
    zoneOf: zoneAt(site, options),
    workMs: () =>
      (options.endpoints[endpoint] ?? []).flatMap(
        (step) => stepKindIn(assembly.kinds, step)?.workMs?.(there, step as never) ?? [],
      ),
  };
}
