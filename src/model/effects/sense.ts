/** Mistakes in effects: for what does not exist, that nothing makes happen, or that happen to others or several times. */
import { suggest } from "../check/remarks.js";
import type { Sense } from "../check/sense.js";
import type { Kinds } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import { type EffectData, endpointOf, isForEndpoint } from "./effects.js";
import { doneBy } from "./made-by.js";

export function checkEffects(sense: Sense, model: Model, kinds: Kinds): void {
  const names = Object.keys(model.effects);
  if (names.length === 0) return;
  const asked = [...new Set(Object.values(model.traffic).flatMap(({ mix }) => Object.keys(mix)))];
  for (const name of names) checkOne(sense, model, name, asked);
  const made = asked.flatMap((endpoint) => doneBy(model, kinds, endpoint).made.map((each) => ({ ...each, endpoint })));
  for (const name of names) {
    const endpoint = endpointOf(model.effects, name);
    if (endpoint === null || !asked.includes(endpoint)) continue; // Said above.
    const own = made.filter(({ effect }) => effect === name);
    const path = ["effects", name];
    if (!own.some((each) => each.endpoint === endpoint && !each.undoes)) {
      sense.error(
        path,
        `requests of ${endpoint} never make "${name}" happen`,
        `write \`effect: ${name}\` where it does, there or in the steps of a queue to which they publish`,
      );
      continue;
    }
    for (const each of own) {
      if (each.endpoint !== endpoint)
        sense.warn(
          each.path,
          each.undoes
            ? `requests of ${each.endpoint} undo "${name}", which never happened to them: it is due for ${endpoint} alone`
            : `requests of ${each.endpoint} make "${name}" happen, which is due for ${endpoint} alone: it counts as uncalled-for`,
        );
      else if (each.isRepeated && !each.undoes)
        sense.warn(
          each.path,
          `"${name}" happens several times a request here, and counts as twice`,
          "write it once, outside of the repetition",
        );
    }
  }
}

function checkOne(sense: Sense, model: Model, name: string, asked: readonly string[]): void {
  const { effects, parts, timeline } = model;
  const data: EffectData = effects[name];
  const path = ["effects", name, "for"];
  const other = Object.hasOwn(parts, name)
    ? "a part"
    : Object.hasOwn(timeline, name)
      ? "an entry of the timeline"
      : null;
  if (other !== null)
    sense.error(["effects", name], `"${name}" is also the name of ${other}`, "give one of them another name");
  if (isForEndpoint(data)) {
    sense.oneOf(data.for, asked, path, `no traffic goes to "${data.for}"`);
    return;
  }
  if (!Object.hasOwn(effects, data.for))
    sense.error(
      path,
      `there is no effect "${data.for}"`,
      suggest(data.for, [...Object.keys(effects).filter((each) => each !== name), ...asked]),
    );
  else if (endpointOf(effects, name) === null && !leadsOut(effects, name))
    sense.error(path, `effects are due for each other in a circle: ${circleOf(effects, name).join(" → ")}`);
}

/** Whether its chain of causes ends, be it at something that does not exist. */
function leadsOut(effects: Readonly<Record<string, EffectData>>, name: string): boolean {
  const [last] = circleOf(effects, name).slice(-1);
  return !Object.hasOwn(effects, last);
}

/** From an effect to what it is due for, up to the first that comes again or is none. */
function circleOf(effects: Readonly<Record<string, EffectData>>, name: string): readonly string[] {
  const chain = [name];
  for (let at = name; Object.hasOwn(effects, at); ) {
    at = effects[at].for;
    chain.push(at);
    if (chain.indexOf(at) < chain.length - 1) break;
  }
  return chain;
}
