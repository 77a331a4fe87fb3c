import { z } from "zod";
import type { WorkWhenDown } from "../../components/faults/breakdowns.js";
import type { Path, Sense } from "../check/sense.js";
import { count } from "../language/values/index.js";
import { type MemberData, type MomentData, momentKind, whenOrForGood } from "./moment.js";

const WORK = ["lost", "finishes", "repeats", "resumes"] as const satisfies readonly WorkWhenDown[];

export interface Down extends MomentData {
  readonly down: string;
  readonly instances?: number | undefined;
  readonly instance?: number | undefined;
  readonly replicas?: number | undefined;
  readonly shard?: number | undefined;
  readonly workers?: number | undefined;
  readonly work: WorkWhenDown;
}

/** The part refuses everything meanwhile, or its cores stand still. */
export const down = momentKind<Down>({
  verb: "down",
  summary:
    "a part is down: it refuses everything, and what it does is lost or finishes; or its cores stand still. A cache that is down is a miss after the time of a look-up, and comes back without its keys; a work queue takes no messages, and its workers stop",
  isFree: true,
  isOfProcess: true,
  trials: [{ fault: "down", words: "down", entries: ({ part }) => [{ down: part, work: "lost" } as MemberData] }],
  examples: `
payments down: { at: 9min, for: 1min, down: pay, work: repeats }
two instances down: { at: 9min, for: 1min, down: web, instances: 2 }
one instance down: { at: 9min, for: 1min, down: web, instance: 1 }
replicas down: { at: 9min, for: 1min, down: db, replicas: 2 }
shard down: { at: 9min, for: 1min, down: db, shard: 1 }
workers down: { at: 9min, for: 1min, down: mails, workers: 2 }
down until repaired: { at: 9min, down: pay, until: { alert: errors > 5%, acts: 10min } }
`,
  schema: (when = whenOrForGood()) =>
    z.strictObject({
      ...when,
      down: z.string().describe("A service, host, cache or work queue; or a database, of which the primary goes down"),
      instances: count({ min: 1 }).optional().describe("With a service: how many of its instances, the first ones"),
      instance: count({ min: 1 }).optional().describe("With a service: only this instance, counted from 1"),
      replicas: count({ min: 1 })
        .optional()
        .describe(
          "With a database: how many replicas, the first ones, instead of the primary. Reads go to the others, and fail if there is none; writes of that time are replayed afterwards",
        ),
      shard: count({ min: 1 })
        .optional()
        .describe("With a database that has `shards`: only the primary of this one, counted from 1"),
      workers: count({ min: 1 })
        .optional()
        .describe("With a work queue: how many workers stop; messages are still taken, and wait"),
      work: z
        .enum(WORK)
        .default("lost")
        .describe(
          "What becomes of the work under way: it is lost; or it finishes, and only what comes is refused; or it waits on the cores and repeats, or resumes. A message whose work repeats goes back into its queue, if there is room",
        ),
    }),
  check(sense, path, { at, for: lasts, until }) {
    if (at !== undefined && lasts === undefined && until === undefined)
      sense.error(path, "it has no end", "say how long it lasts, `for: 2min`; or `until` someone acts");
  },
  contradicts: (one, other) =>
    (one.replicas === undefined) === (other.replicas === undefined) && !areApart(one, other) && !areApart(other, one),
});

/** Whether one is about an instance that the other is not about. */
function areApart(one: Down, other: Down): boolean {
  const [nth, otherNth] = [oneOf(one), oneOf(other)];
  return nth !== undefined && (otherNth === undefined ? nth > (other.instances ?? nth) : nth !== otherNth);
}

/** The instance or the shard that it is about alone, from 1. */
const oneOf = ({ instance, shard }: Down): number | undefined => instance ?? shard;

/** Whether it takes an instance down, from 0. */
export function takesDown(said: Down, i: number): boolean {
  const nth = oneOf(said);
  return nth === undefined ? i < (said.instances ?? said.replicas ?? Number.POSITIVE_INFINITY) : i === nth - 1;
}

/** What a part has that may go down by itself. */
export interface Breakable {
  readonly instances?: number;
  readonly replicas?: number | undefined;
  readonly shards?: number | undefined;
  readonly workers?: number;
  readonly cores?: number | undefined; // Its own, if shared; without them none can stand still.
}

const ALL_OF = {
  instances: "instances",
  instance: "instances",
  replicas: "replicas",
  shard: "shards",
  workers: "workers",
} as const;

/** Reports outages of more than the part has. */
export function checkDown(sense: Sense, path: Path, said: Down, has: Breakable): void {
  const { down: name, work } = said;
  for (const key of ["instances", "instance", "replicas", "shard", "workers"] as const) {
    const asked = said[key];
    const all = ALL_OF[key];
    const most = has[all];
    if (asked === undefined || (most !== undefined && asked <= most)) continue;
    const kinds = (["instances", "replicas", "workers"] as const).filter((each) => has[each] !== undefined);
    if (most === undefined)
      sense.error(
        [...path, key],
        `"${name}" has no ${all}`,
        kinds.length === 0 ? `take \`${key}\` out: it is down as a whole` : `say how many of its ${kinds.join(" or ")}`,
      );
    else sense.error([...path, key], key === all ? `there are only ${most}` : `there is no ${key} ${asked} of ${most}`);
  }
  if (said.shard !== undefined && said.replicas !== undefined)
    sense.error([...path, "replicas"], "of one shard only the primary can go down", "take `replicas` or `shard` out");
  if (said.instance !== undefined && said.instances !== undefined)
    sense.error([...path, "instances"], "`instance` says which one already", "take one of them out");
  if ((work === "resumes" || work === "repeats") && has.cores === undefined)
    sense.error([...path, "work"], "there are no cores of its own to stand still", "give `cores`, which are shared");
}
