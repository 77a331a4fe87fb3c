import { z } from "zod";
import { type BreakerRule, InARow, OfLast, OfWindow } from "../../components/policies/breaker-rules.js";
import { BreakerState } from "../../components/policies/breaker-state.js";
import { type BreakerBank, CircuitBreaker } from "../../components/policies/circuit-breaker.js";
import { sayIdle } from "../check/no-effect.js";
import type { Sense } from "../check/sense.js";
import { withOtherWords } from "../language/other-words.js";
import { count, duration, percent } from "../language/values/index.js";
import type { Site } from "../wiring/site.js";
import { policyKind } from "./kind.js";
import { BREAKER_WORDS } from "./other-words.js";

const LEAST = 20; // Calls in a window of time before a share of them says anything, as in Hystrix.

const breakerOptions = () =>
  withOtherWords(
    z
      .strictObject({
        failures: count({ min: 1, max: 1_000_000 })
          .optional()
          .describe("Failures after which it opens: in a row, or among those `of-last` or in the `window`"),
        share: percent({ above: 0 }).optional().describe("Share of failures from which it opens, instead of a number"),
        "of-last": count({ min: 1, max: 100_000 }).optional().describe("Counts failures among so many last calls"),
        window: duration({ above: 0, fixed: "a breaker's window is equally long each time" })
          .optional()
          .describe("Counts failures among the calls of this time; it forgets a tenth of it at once"),
        "at-least": count({ min: 1, max: 1_000_000 })
          .optional()
          .describe(
            `With \`share\`: calls needed before it may open; if not given, as many as \`of-last\`, or ${LEAST} in a \`window\``,
          ),
        slow: duration({ above: 0, fixed: "what is slow is the same for every call" })
          .optional()
          .describe("An answer that takes this long counts as a failure for the breaker; the caller still gets it"),
        open: duration({ above: 0, fixed: "a breaker stays open equally long each time" }).describe(
          "How long it stays open and refuses everything; then `probes` may try",
        ),
        probes: count({ min: 1, max: 10_000 })
          .prefault(1)
          .describe(
            "Calls that may try when it has been open (half open). It closes if they succeed, and opens again at the first failure or, with `share`, if that share of them fails",
          ),
        per: z
          .enum(["all", "instance"])
          .default("all")
          .describe("One breaker for all callers, or one in each instance of the caller, as with a library"),
      })
      .superRefine(({ failures, share, window, ...said }, context) => {
        const say = (message: string, path: string[] = []) => context.addIssue({ code: "custom", message, path });
        const [ofLast, atLeast] = [said["of-last"], said["at-least"]];
        if ((failures === undefined) === (share === undefined))
          say("give either a number of `failures` or a `share`, after which it opens");
        if (ofLast !== undefined && window !== undefined) say("give either `of-last` or a `window`", ["window"]);
        if (share !== undefined && ofLast === undefined && window === undefined)
          context.addIssue({
            code: "custom",
            message: "say of what: of the last 20 calls, or of those within 10s",
            path: ["share"],
            params: { hint: "add `of-last: 20`, or `window: 10s`", beside: "of-last: 20" },
          });
        if (ofLast !== undefined && (failures ?? 0) > ofLast) say("there are never so many of them", ["failures"]);
        if (ofLast !== undefined && (atLeast ?? 0) > ofLast) say("there are never so many of them", ["at-least"]);
      }),
    BREAKER_WORDS,
  ).describe("A circuit breaker: after many failures it opens, and calls fail at once for a while without being made");

type Said = z.output<ReturnType<typeof breakerOptions>>;

export const breaker = policyKind({
  key: "breaker",
  examples: `
- { share: 50%, of-last: 20, at-least: 10, open: 5s, probes: 3 }
- { failures: 5, window: 10s, slow: 1s, open: 5s, per: instance }
`,
  schema: breakerOptions,
  effect: "by chance",
  around: "an attempt",
  isUnclear: true,
  write(site, said, { target, purpose }, body) {
    const { flow } = site.assembly;
    const whenOpen = flow.addCause("breaker-open", target);
    const bank = bankOf(site, said, target, purpose);
    new CircuitBreaker(flow, bank, whenOpen, said.slow).around(site.program, () => body(site));
  },
  walk(sense, said, { what, eachMs }, walk) {
    sense.lasts(said.open, "a breaker stays open for");
    if (said.window !== undefined) sense.lasts(said.window, "a breaker counts failures over");
    sayIdle(sense, [...sense.path, "breaker"], idleIn(sense, said, eachMs));
    return sense.mayLose([`breaker of ${what}`], walk);
  },
});

function idleIn(sense: Sense, { failures, slow, per, ...said }: Said, eachMs: number): Parameters<typeof sayIdle>[2] {
  const isAlone = (sense.machine?.instances ?? 1) === 1;
  return [
    ["at-least", failures !== undefined && said["at-least"] !== undefined, "there is no `share` of calls", "failures"],
    ["slow", slow !== undefined && slow >= eachMs, "no attempt takes so long"],
    ["per", per === "instance" && isAlone, "there is one instance of the caller"],
  ];
}

/** The same for all ways on which requests come to the step. */
function bankOf(site: Site, said: Said, target: string, purpose: string): BreakerBank {
  const { assembly, machine } = site;
  const record = assembly.breakersOf(target);
  const isEach = said.per === "instance" && machine !== null;
  const reopens = said.share === undefined ? 1 : Math.max(1, Math.ceil(said.share * said.probes - 1e-9));
  const probing = { openMs: said.open, probes: said.probes, failures: reopens };
  const states = assembly.once(said, `breakers ${purpose}`, () =>
    Array.from(
      { length: isEach ? machine.instances : 1 },
      () => new BreakerState(assembly.simulation, ruleOf(said), probing, record),
    ),
  );
  return { states, instance: isEach ? machine.instance : assembly.flow.first };
}

function ruleOf({ failures, share, window, ...said }: Said): BreakerRule {
  const ofLast = said["of-last"];
  const least = failures === undefined ? (said["at-least"] ?? ofLast ?? LEAST) : 0;
  const threshold = { failures: failures ?? null, share: share ?? null, least };
  if (ofLast !== undefined) return new OfLast(ofLast, threshold);
  if (window !== undefined) return new OfWindow(window, threshold);
  return new InARow(failures ?? 1);
}
