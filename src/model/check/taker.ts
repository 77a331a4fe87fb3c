/** The parts that take messages, for what hands them one. */
import { partKindIn, type TakesMessages } from "../language/kinds.js";
import type { PartData } from "../language/model.js";
import type { Path } from "../source/diagnostics.js";
import { sayMisnamed, sayWrongPart } from "./references.js";
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
  if (Object.hasOwn(parts, name)) sayWrongPart(sense, path, name, "which takes no messages", takers);
  else sayMisnamed(sense, path, `there is no part "${name}"`, { written: name, word: name }, takers);
  return null;
}
