/** Mistakes in what a queue says of messages that are late, expire, or fail. */
import { sayIdle } from "../../check/no-effect.js";
import type { Sense } from "../../check/sense.js";
import { writeDuration } from "../../language/values/index.js";
import type { Fates } from "./fates.js";
import { checkParking } from "./parking.js";

/** After the walk. */
export function checkFates(sense: Sense, name: string, options: Fates): void {
  const path = ["parts", name];
  const { deadline, expires, malformed, tolerant } = options;
  checkParking(sense, name);
  sayIdle(sense, path, [
    ["tolerant", tolerant === true && malformed === undefined, "no message is `malformed`"],
    [
      "expires",
      expires === "with-request" && !sense.noted.has("time left"),
      "no request's time `travels`; say so beside its `deadline` or `timeout`",
    ],
  ]);
  const workMs = meanWorkMs(sense, name, options);
  if (typeof expires === "number" && expires < workMs)
    sense.warn(
      [...path, "expires"],
      `the work on one message takes ${writeDuration(workMs)} in the mean: most of what finds every worker busy expires before one is free`,
      "let messages wait longer",
    );
  if (deadline !== undefined && deadline < workMs)
    sense.warn(
      [...path, "deadline"],
      `the work alone takes ${writeDuration(workMs)} in the mean: most messages are late however short the queue is`,
      "give them longer",
    );
}

/** Of a message that can be read, without any waiting [ms]; NaN where nothing is known of it before a run. */
export function meanWorkMs(sense: Sense, queue: string, { malformed = 0 }: Fates): number {
  const load = sense.loads.all().find(({ part, resource }) => part === queue && resource === "workers");
  return load === undefined ? Number.NaN : load.busy / (load.visitsPerMs * (1 - malformed));
}
