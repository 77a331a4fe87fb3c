import { z } from "zod";
import { count } from "../language/values/index.js";
import { type MomentData, momentKind, whenOrForGood } from "./moment.js";

export const WORK = ["lost", "repeats", "resumes"] as const;

export interface Down extends MomentData {
  readonly down: string;
  readonly instances?: number | undefined;
  readonly work: (typeof WORK)[number];
}

/** The part refuses everything meanwhile, or its cores stand still. */
export const down = momentKind<Down>({
  verb: "down",
  summary: "a part is down: what it does is lost and everything is refused, or its cores stand still",
  schema: () =>
    z.strictObject({
      ...whenOrForGood(),
      down: z.string().describe("A service, a host, or a database, whose primary it is"),
      instances: count({ min: 1 }).optional().describe("How many of its instances, the first ones; all if not given"),
      work: z
        .enum(WORK)
        .default("lost")
        .describe("What becomes of the work under way: lost; or it waits on the cores and repeats, or resumes"),
    }),
  check(sense, path, { work, for: lasts, until }, name) {
    if (lasts === undefined && until === undefined)
      sense.error(path, "it has no end", "say how long it lasts, `for: 2min`; or `until` someone acts");
    const other = Object.entries(sense.model.timeline).find(
      ([, each]) => (each as Down).down === name && (each as Down).work !== work,
    );
    if (other !== undefined)
      sense.error([...path, "work"], `"${other[0]}" says otherwise of ${name}`, "let all its outages do the same");
  },
});
