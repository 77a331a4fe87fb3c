/** What may be emptied: only what holds keys. */
import type { Path, Sense } from "../../check/sense.js";
import type { CacheOptions } from "./options.js";

export function checkEmpties(sense: Sense, path: Path, cache: string): void {
  const options = sense.part<CacheOptions>(cache, "cache", path);
  if (options !== null && options.keys === undefined && options.of === undefined)
    sense.error(
      path,
      `"${cache}" has no keys to lose`,
      "say what it is `of`, or give it `keys`; or say how much slower a new instance is, `cold`",
    );
  if (options?.per === "instance")
    sense.error(path, `"${cache}" is one in each instance, which begins with nothing anyway`, "leave it out");
}
