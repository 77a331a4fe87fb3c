/** Sessions in the memory of the instances, and what a request does that does not find its own. */
import { z } from "zod";
import { Sessions } from "../../../components/service/sessions.js";
import { FailSometimes } from "../../../components/steps/fail-sometimes.js";
import type { Path, Sense } from "../../check/sense.js";
import type { PartFigure } from "../../language/kinds.js";
import { type Language, name } from "../../language/policies.js";
import type { Risk } from "../../risks/risk.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Machine, Site } from "../../wiring/site.js";
import { mostInstances } from "./autoscale.js";
import { balanceOf } from "./balancing/balance.js";
import type { ServiceOptions } from "./options.js";

export const sessionsOption = (language: Language) =>
  z
    .strictObject({
      of: name().describe("The data that say whose session it is, such as `customer`: one session for each key"),
      lost: z
        .union([z.enum(["fails", "continue"]), z.lazy(() => language.steps)])
        .default("fails")
        .describe(
          "What a request does that finds no session on its instance, since it lies on another or was lost: `fails`, `continue`, or steps such as logging in again. From then on it has a session here",
        ),
      endpoints: z.array(name()).min(1).optional().describe("Endpoints that need a session; all if not given"),
    })
    .optional()
    .describe(
      "Each instance keeps sessions in its memory: they are lost with it, by a restart, a release or a scale-in. The first request of a key opens one",
    );

const figure = (name: string, measure: string, summary: string): PartFigure => ({
  ...{ name, measure, summary },
  unit: "1",
  goal: "less",
});

export const SESSION_FIGURES: readonly PartFigure[] = [
  {
    ...figure("lost sessions", "lostSessions", ""),
    by: { elsewhere: "lostElsewhere", gone: "lostGone" },
    summary:
      "Share of the requests that need a session and do not find theirs: `by elsewhere`, it is on another instance; `by gone`, it went with one",
  },
  {
    ...figure("dropped sessions", "droppedSessions", "Sessions a second that are lost with their instance"),
    unit: "1/s",
  },
];

/** Null without any. */
export function buildSessions({ data }: Assembly, { sessions }: ServiceOptions, instances: number): Sessions | null {
  return sessions === undefined ? null : new Sessions(data.named(sessions.of).keys, instances);
}

/** Writes that a request to an endpoint looks for its session. */
export function writeSession(site: Site, machine: Machine, sessions: Sessions | null, options: ServiceOptions): void {
  const said = options.sessions;
  const [, endpoint = ""] = machine.endpoint.split(".");
  if (sessions === null || said?.endpoints?.includes(endpoint) === false || said === undefined) return;
  const { program, assembly } = site;
  const { flow } = assembly;
  program.branch(sessions.step(machine.instance, assembly.data.keyOf(said.of)), [
    () => {},
    () => {
      if (said.lost === "fails") {
        const cause = flow.addCause("session-lost", machine.part);
        program.add(new FailSometimes(flow, site.stream(`session:${machine.part}`), { now: 1 }, cause));
      } else if (said.lost !== "continue") site.on(machine).write(said.lost);
    },
  ]);
}

/** The steps of a lost session, which are no endpoint's. */
export const sessionEntries = ({ sessions }: ServiceOptions) =>
  typeof sessions?.lost === "object" ? [{ name: "", under: ["sessions", "lost"], steps: sessions.lost }] : [];

/** Whether all requests of a key come to one instance, as long as it is there. */
const isKept = ({ sessions, balance }: ServiceOptions): boolean =>
  Object.values(balanceOf(balance)).some((each) => each === sessions?.of);

/** The share that comes to another instance than the request before it, which had the same choice. */
function lostShare(options: ServiceOptions): number {
  const most = mostInstances(options);
  return isKept(options) ? 0 : (most - 1) / most;
}

/** Walks what an endpoint does about its session. @returns its mean time without waiting [ms] */
export function walkSession(sense: Sense, part: string, endpoint: string, options: ServiceOptions): number {
  const { sessions } = options;
  if (sessions === undefined || sessions.endpoints?.includes(endpoint) === false) return 0;
  const share = lostShare(options);
  const { lost } = sessions;
  const path: Path = ["parts", part, "sessions", "lost"];
  const walk = (): number => (typeof lost === "object" ? sense.at(path, () => sense.steps(lost, [])) : 0);
  if (lost === "fails") return sense.mayLose([`${part} sessions`], () => 0);
  return sense.either([
    [share, walk],
    [1 - share, () => 0],
  ]);
}

export function checkSessions(sense: Sense, part: string, options: ServiceOptions): void {
  const { sessions, endpoints } = options;
  if (sessions === undefined) return;
  const path: Path = ["parts", part, "sessions"];
  sense.datum(sessions.of, [...path, "of"]);
  for (const [i, each] of (sessions.endpoints ?? []).entries())
    sense.oneOf(each, Object.keys(endpoints), [...path, "endpoints", i], `"${part}" has no endpoint "${each}"`);
  const most = mostInstances(options);
  if (most > 1 && !isKept(options))
    sense.warn(
      path,
      `${most - 1} of ${most} requests come to another instance than the one that has their session`,
      `send them where it is, \`balance: { sticky: ${sessions.of} }\`, or keep sessions in a part that all instances ask`,
    );
}

/** What is in a process goes with it. */
export function sessionRisks(part: string, { sessions }: ServiceOptions): readonly Risk[] {
  if (sessions === undefined) return [];
  const message = "keeps sessions in its instances: a restart, a release or a scale-in loses those of an instance";
  return [{ rule: "state-in-process", subject: part, message, path: ["parts", part, "sessions"] }];
}
