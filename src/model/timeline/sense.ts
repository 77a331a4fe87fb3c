/** Mistakes in a timeline: entries about nothing, that change nothing, or that contradict each other. */
import { suggest } from "../check/remarks.js";
import type { Sense } from "../check/sense.js";
import { partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { type Entry, entriesOf } from "./entries.js";
import { checkUntil } from "./until-sense.js";

export function checkTimeline(sense: Sense, model: Model): void {
  const entries = entriesOf(model);
  for (const [i, entry] of entries.entries()) {
    checkEntry(sense, model, entry);
    const other = entries.slice(0, i).find((earlier) => contradict(earlier, entry));
    if (other !== undefined)
      sense.error(
        ["timeline", entry.name, "at"],
        `at the same time "${other.name}" already does this to ${entry.about}`,
        "let one end before the other begins, or make them one",
      );
  }
}

function checkEntry(sense: Sense, model: Model, { name, kind, about, data }: Entry): void {
  const path = ["timeline", name];
  if (kind.change !== undefined) return; // Seen when the file is read.
  const can = momentsOf(model);
  const known = [...(can.get(kind.verb) ?? []), ...(kind.others?.(model) ?? [])];
  if (kind.isBetween !== true && !known.includes(about)) {
    const verbs = [...can].flatMap(([verb, names]) => (names.includes(about) ? [verb] : []));
    if (verbs.length > 0)
      sense.error([...path, kind.verb], `"${about}" has no \`${kind.verb}\``, `it can have: ${verbs.join(", ")}`);
    else sense.error([...path, kind.verb], `there is no "${about}" to ${kind.verb}`, suggest(about, known));
    return;
  }
  const { dial } = kind;
  if (dial !== undefined && dial.turnedTo(data as never) === dial.rest) sense.error(path, "this changes nothing");
  checkUntil(sense, path, data);
  kind.check?.(sense, path, data as never, about);
}

/** Both at once, of one kind, about one thing. Of a part and of one of its endpoints, both hold. */
function contradict(a: Entry, b: Entry): boolean {
  if (a.kind !== b.kind || a.about !== b.about || a.fromMs >= b.toMs || b.fromMs >= a.toMs) return false;
  return a.kind.contradicts?.(a.data as never, b.data as never) ?? true;
}

/** What each kind of entry may be about, by its verb, as the parts say. */
function momentsOf({ parts }: Model): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [name, options] of Object.entries(parts)) {
    const can = partKindOf(options)?.moments?.(options as never, name) ?? {};
    for (const [verb, names] of Object.entries(can)) all.set(verb, [...(all.get(verb) ?? []), ...names]);
  }
  return all;
}
