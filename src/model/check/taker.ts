/** The parts that take messages, for what hands them one. */
import { partKindIn, type TakesMessages } from "../language/kinds.js";
import type { PartData } from "../language/model.js";
import type { Path } from "../source/diagnostics.js";
import { suggest } from "./remarks.js";
import type { Sense } from "./sense.js";

interface Taker {
  readonly takes: TakesMessages<never>;
  readonly options: PartData;
}

/** The part of this name, which takes messages; otherwise reports a mistake at `path`. */
export function takerNamed(sense: Sense, name: string, path: Path): Taker | null {
  const { parts } = sense.model;
  const takesOf = (key: string) =>
    partKindIn(sense.kinds, Object.hasOwn(parts, key) ? parts[key] : undefined)?.takesMessages;
  const takes = takesOf(name);
  if (takes !== undefined) return { takes, options: parts[name] };
  const takers = Object.keys(parts).filter((key) => takesOf(key) !== undefined);
  const what = Object.hasOwn(parts, name)
    ? `"${name}" is a ${parts[name].type}, which takes no messages`
    : `there is no part "${name}"`;
  sense.error(path, what, suggest(name, takers));
  return null;
}
