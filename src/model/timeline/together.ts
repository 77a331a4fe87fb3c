import { z } from "zod";
import { percent } from "../language/values/index.js";
import { type MemberData, type MomentData, momentKind, whenOrForGood } from "./moment.js";

export interface Together extends MomentData {
  readonly together: Readonly<Record<string, MemberData>>;
  readonly chance?: number | undefined; // Of happening, in each run.
}

const chance = () => ({
  chance: percent({ above: 0 })
    .optional()
    .describe("Share of the runs in which it happens at all, the same ones in every variant; all if not given"),
});

/** What goes wrong at the same time, for one reason. */
export const together = momentKind<Together>({
  verb: "together",
  summary: "several things begin at the same time, by names of their own; each lasts as long as all, or as it says",
  isFree: true,
  examples: `
zone lost: { at: 20min, for: 10min, together: { web: { down: web, instance: 2 }, db: { down: db } }, chance: 50% }
zone lost until seen: { at: 20min, together: { web: { down: web }, db: { down: db } }, until: { alert: errors > 5%, acts: 10min } }
`,
  schema: (when = whenOrForGood(), members = z.record(z.string(), z.unknown())) =>
    z.strictObject({
      ...when,
      together: (members as z.ZodType<Together["together"], Together["together"]>).describe(
        "What happens: entries without a time of their own",
      ),
      ...("at" in when ? chance() : {}), // What happens by chance has one already.
    }) as unknown as z.ZodType<Together>,
  about: ({ together: members }) => Object.keys(members).join(", "),
  members: ({ together: members }) => members,
  check(sense, path, { together: members, chance: share, until }) {
    if (Object.keys(members).length === 0) sense.error([...path, "together"], "this changes nothing");
    if (share !== undefined && until !== undefined)
      sense.error([...path, "chance"], "someone acts only where something happens", "take out `chance` or `until`");
  },
});
