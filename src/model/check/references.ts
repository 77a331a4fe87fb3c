/** Names that lead nowhere, and what to write instead. */
import { nearest } from "../../text/nearest.js";
import { partKindIn } from "../language/kinds.js";
import { WHOLE } from "../language/step-words.js";
import { didYouMean, type Path } from "../source/diagnostics.js";
import type { Fix } from "../source/fix.js";
import { suggest } from "./remarks.js";
import type { Sense } from "./sense.js";

/** "db.raed", of which "raed" is in no list. */
interface Written {
  readonly written: string;
  readonly word: string; // At its beginning or its end.
}

/** Reports a name that is not there; where one of `names` was meant, what to write. */
export function sayMisnamed(
  { remarks }: Sense,
  path: Path,
  message: string,
  { written, word }: Written,
  names: readonly string[],
): void {
  const near = nearest(word, names) ?? alike(word, names);
  if (near === null) {
    remarks.add("error", path, message, suggest(word, names));
    return;
  }
  const meant = written.startsWith(word) ? near + written.slice(word.length) : written.slice(0, -word.length) + near;
  remarks.add("error", path, message, didYouMean(meant), path, named(path, meant));
}

/** Another name at this place: a share of a mix is told by its key. */
const named = (path: Path, name: string): readonly Fix[] => [
  { at: path, of: path.at(-2) === "mix" ? "key" : "value", write: name },
];

/** The same but for - and _, and for capitals; or the only one. */
function alike(word: string, names: readonly string[]): string | null {
  const bare = (name: string): string => name.toLowerCase().replace(/[-_]/g, "");
  return names.find((name) => bare(name) === bare(word)) ?? null;
}

/** Reports a part that cannot be asked so, and the verb that asks it. @param not "not a service" @param target "db.read" */
export function sayWrongPart(sense: Sense, path: Path, target: string, not: string, those: readonly string[]): void {
  const [name = ""] = target.split(".");
  const options = sense.model.parts[name];
  const kind = partKindIn(sense.kinds, options);
  const message = `"${name}" is a ${options?.type}, ${not}`;
  const verb = kind?.takesMessages === undefined ? kind?.steps[0]?.verb : "publish";
  const isVerb = (word: unknown): boolean => sense.kinds.steps.some((step) => step.verb === word);
  const isNamed = target.includes(".") || (verb !== undefined && WHOLE.includes(verb)); // As that verb asks it.
  if (verb === undefined || !isNamed || !isVerb(path.at(-1)) || (kind?.steps.length ?? 0) > 2) {
    sense.error(path, message, suggest(name, those));
    return;
  }
  const write = `${verb}: ${verb === "publish" ? name : target}`;
  sense.remarks.add("error", path, message, `write \`${write}\``, path, [{ at: path, of: "entry", write }]);
}
