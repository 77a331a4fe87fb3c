/** Mistakes in a timeline: entries about nothing, that change nothing, or that contradict each other. */

import { meanOf } from "../../engine/random/moments.js";
import { suggest } from "../check/remarks.js";
import type { Sense } from "../check/sense.js";
import { partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { alternationMs, FIRST_CYCLE } from "../parts/shared/alternation.js";
import { type Act, actsOf, entriesOf, kindOf, partsIn } from "./entries.js";
import type { RandomData } from "./moment.js";
import { checkUntil } from "./until-sense.js";

export function checkTimeline(sense: Sense, model: Model): void {
  for (const { name, kind, data } of entriesOf(model)) {
    checkUntil(sense, ["timeline", name], data);
    if (kind.members !== undefined) kind.check?.(sense, ["timeline", name], data as never, "");
  }
  for (const [name, data] of Object.entries(model.random)) checkRandom(sense, model, name, data);
  const { acts } = sense;
  for (const [i, act] of acts.entries()) {
    checkAct(sense, model, act);
    const other = acts.slice(0, i).find((earlier) => contradict(earlier, act));
    if (other === undefined) continue;
    const isByChance = isRecurring(act) || isRecurring(other);
    const does = act.path.length > 2 ? act.kind.verb : isRecurring(act) ? "every" : "at";
    sense.error(
      [...act.path, does],
      `${isByChance ? "perhaps at" : "at"} the same time "${nameOf(other)}" already does this to ${act.about}`,
      isByChance ? "let only one of them happen to it" : "let one end before the other begins, or make them one",
    );
  }
}

const nameOf = ({ path }: Act): string => String(path.at(-1));
const isRecurring = ({ when }: Act): boolean => "every" in when;

function checkAct(sense: Sense, model: Model, { path, kind, about, data }: Act): void {
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
  kind.check?.(sense, path, data as never, about);
}

/** Both at once, of one kind, about one thing. Of a part and of one of its endpoints, both hold. */
function contradict(a: Act, b: Act): boolean {
  if (a.kind !== b.kind || a.about !== b.about) return false;
  const [one, other] = [a.when, b.when];
  if (!("every" in one) && !("every" in other) && (one.fromMs >= other.toMs || other.fromMs >= one.toMs)) return false;
  return a.kind.contradicts?.(a.data as never, b.data as never) ?? true;
}

function checkRandom(sense: Sense, model: Model, name: string, data: RandomData): void {
  const path = ["random", name];
  const { every, for: lasts } = data;
  if (Object.hasOwn(model.timeline, name))
    sense.error(path, `"${name}" is also the name of an entry of the timeline`, "give one of them another name");
  if (!(meanOf(every) > 0)) sense.error([...path, "every"], "this happens all the time");
  const kind = kindOf(data);
  if (kind?.members !== undefined) kind.check?.(sense, path, data as never, "");
  for (const act of actsOf({ ...model, timeline: {}, random: { [name]: data } })) {
    const ms = lasts === undefined ? meanOf(every) / FIRST_CYCLE : alternationMs(every, lasts);
    for (const part of partsIn(model, act)) sense.paces.settles(part, { ms, what: `"${name}" comes and goes within` });
  }
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
