/** Mistakes in entries that last until someone acts. */
import { suggest } from "../check/remarks.js";
import type { Sense } from "../check/sense.js";
import { partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import type { Path } from "../source/diagnostics.js";
import { readAlert } from "./alert.js";
import type { MomentData } from "./moment.js";

/** @param data an entry that is about something */
export function checkUntil(sense: Sense, path: Path, data: MomentData): void {
  if (data.until === undefined) return;
  const at = [...path, "until", "alert"];
  if (data.for !== undefined) sense.error([...path, "until"], "it has a length already", "give `for` or `until`");
  const alert = readAlert(data.until.alert);
  if ("problem" in alert) {
    sense.error(at, alert.problem, alert.hint);
    return;
  }
  const { of, statistic } = alert.found;
  if (of === null) return;
  if (statistic === "queue")
    sense.oneOf(of, Object.keys(sense.model.parts), at, `there is no part "${of}" that requests queue for`);
  else if (!servedIn(sense.model).includes(of))
    sense.error(at, `there is no endpoint "${of}"`, suggest(of, servedIn(sense.model)));
}

/** "web.page", of every service. */
const servedIn = ({ parts }: Model): string[] =>
  Object.entries(parts).flatMap(([part, options]) =>
    (partKindOf(options)?.entries?.(options as never) ?? []).flatMap(({ name }) =>
      name === "" ? [] : [`${part}.${name}`],
    ),
  );
