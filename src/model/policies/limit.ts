import { LIMIT_EFFECTS, limitName, limitOption } from "../limits/options.js";
import { callLimitOutline } from "../limits/outline.js";
import { checkLimit, walkLimit } from "../limits/walk.js";
import { policyKind } from "./kind.js";

/** A bulkhead, or a limit on the rate of calls. Work that goes on after a timeout is still inside. */
export const limit = policyKind({
  key: "limit",
  examples: `
- { concurrent: 20, over: waits, queue: 100, patience: 500ms, each: true }
- { rate: 50/s, burst: 10 }
- { concurrent: { adapts: gradient2, from: 5, to: 200, first: 20, every: 1s, tolerance: 1.5 } }
- { concurrent: { adapts: aimd, slow: 1s, backoff: 90% } }
`,
  schema: () =>
    limitOption("the caller").describe(
      "Only so many of these calls at once, or only so many a second: a bulkhead. Waiting for it counts towards timeout and deadline; work that goes on after a timeout is still inside",
    ),
  effect: LIMIT_EFFECTS,
  around: "an attempt",
  outline: (outline, said, asked, body) => callLimitOutline(outline, said, asked, body),
  write(site, said, { purpose }, body) {
    const { assembly, machine, program } = site;
    const isEach = said.each === true && machine !== null;
    const owner = site.caller ?? purpose;
    const name = nameIn(purpose.startsWith(`${owner}>`), purpose);
    const built = assembly.limits.of(assembly, owner, name, said, isEach ? machine.instances : 1);
    built.around(program, isEach ? machine.instance : assembly.flow.first, () => body(site));
  },
  walk(sense, said, { what }, walk) {
    const { machine, path } = sense;
    const instances = machine?.instances ?? null;
    const at = [...path, "limit"];
    const owner = machine?.part ?? String(path[1]);
    const isSource = machine === null && path.length === OF_SOURCE;
    const name = nameIn(isSource, what);
    checkLimit(sense, at, said, instances);
    if (isSource && Object.hasOwn(sense.model.parts, owner))
      sense.error(
        at,
        `a part has the name of this source too, and limits are told by it`,
        "give the source another name",
      );
    if (!sense.remarks.saysAlike(`${owner} ${name}`, said))
      sense.error(
        at,
        `${owner} says another limit of ${what} elsewhere, and all that it asks of it share one`,
        "say the same in all places",
      );
    return walkLimit(sense, { owner, name, limit: said, instances: said.each === true ? (instances ?? 1) : 1 }, walk);
  },
});

/** A source limits all that it sends; a part, what it asks of one other. */
const nameIn = (isSource: boolean, asked: string): string =>
  limitName(isSource ? null : asked.replace(/^(publish|transaction):/, ""));

const OF_SOURCE = 2; // Parts of the path of a source: traffic, its name.
