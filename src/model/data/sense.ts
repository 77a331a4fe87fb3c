/** Checks of data: names that nothing speaks of, and whose requests they are. */
import type { Path, Sense } from "../check/sense.js";
import type { Model } from "../language/model.js";
import type { Traffic } from "../traffic/traffic.js";

export function checkOwner(sense: Sense, path: Path, { by }: Traffic): void {
  if (by === undefined || sense.datum(by, [...path, "by"]) === null) return;
  const [first] = Object.entries(sense.model.traffic).filter(([, source]) => source.by !== undefined);
  if (first[1].by !== by)
    sense.error(
      [...path, "by"],
      `requests of ${first[0]} are by ${first[1].by}: all that say whose they are must say it by the same data`,
    );
}

export function checkData(sense: Sense, { data }: Model): void {
  for (const name of Object.keys(data))
    if (!sense.speaksOf(name))
      sense.warn(["data", name], `nothing speaks of "${name}"`, `say \`of: ${name}\` where it is read or written`);
}
