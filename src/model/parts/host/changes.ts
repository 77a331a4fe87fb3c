/** Possible changes to a machine that parts share: a larger one, or a separate one for the database. */
import { type Change, type ChangeContext, largerMachine, ofPart } from "../../changes/change.js";
import type { HostOptions } from "./options.js";

export function hostChanges(
  { model, data, machineOf, isStateful, isAside }: ChangeContext,
  name: string,
  { cores }: HostOptions,
): readonly Change[] {
  const guests = Object.keys(model.parts).filter((part) => machineOf(part)?.host === name);
  const larger = largerMachine(name, cores, "small machine");
  if (guests.length < 2) return [larger];
  const own = Math.ceil(cores);
  const written = (data.parts as Record<string, Record<string, unknown>>)[name];
  // With the same contention as the shared machine.
  const slowing = Object.fromEntries(
    ["contention", "coherency"].flatMap((key) => (written[key] === undefined ? [] : [[key, written[key]]])),
  );
  const ofTheirOwn = guests.filter((guest) => isStateful(guest) || isAside(guest));
  const leaving = ofTheirOwn.length > 0 ? ofTheirOwn : guests.slice(1);
  const apart = guests.flatMap((guest): Change[] =>
    !leaving.includes(guest)
      ? []
      : [
          {
            name: `${guest}: a machine of its own`,
            treats: "co-located",
            overlay: ofPart(guest, { host: null, cores: own, ...slowing }),
            complexity: 2,
            why: "a second machine, and a network between them",
            cost: { machines: 1, cores: own },
            relieves: [{ part: name, resource: "cores" }],
          },
        ],
  );
  return [larger, ...apart];
}
