/** Walks a call of `part.endpoint`, whatever kind of part answers it. */
import { partKindIn } from "../language/kinds.js";
import type { Bytes } from "../parts/network-link/options.js";
import type { Path } from "../source/diagnostics.js";
import { sayMisnamed, sayWrongPart } from "./references.js";
import type { Sense } from "./sense.js";

/** @returns its mean time without waiting [ms] */
export function checkCall(sense: Sense, target: string, path: Path, bytes: Bytes = {}): number {
  const [part = "", endpoint = ""] = target.split(".");
  const { parts } = sense.model;
  const options = Object.hasOwn(parts, part) ? parts[part] : undefined;
  const answers = partKindIn(sense.kinds, options)?.answersCalls;
  if (options !== undefined && answers !== undefined) {
    const names = Object.keys((options as typeof options & WithEndpoints).endpoints);
    const isThere = sense.oneOf(endpoint, names, path, `"${part}" has no endpoint "${endpoint}"`, `${part}.`);
    return isThere ? answers.check(sense, target, path, bytes) : 0;
  }
  const those = Object.keys(parts).filter((name) => partKindIn(sense.kinds, parts[name])?.answersCalls !== undefined);
  if (options !== undefined) sayWrongPart(sense, path, target, "not a service", those);
  else sayMisnamed(sense, path, `there is no part "${part}"`, { written: target, word: part }, those);
  return 0;
}

interface WithEndpoints {
  readonly endpoints: Readonly<Record<string, unknown>>;
}
