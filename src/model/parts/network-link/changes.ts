import type { Change, ChangeContext } from "../../changes/change.js";
import { BANDWIDTH } from "../../language/values/units.js";
import { directionsOf } from "./directions.js";
import type { NetworkLinkOptions } from "./options.js";

/** A link of twice the bandwidth. */
export function networkLinkChanges(_: ChangeContext, name: string, options: NetworkLinkOptions): readonly Change[] {
  const { bandwidth } = options;
  if (bandwidth === undefined) return [];
  return [
    {
      name: `${name}: twice the bandwidth`,
      treats: "narrow link",
      overlay: { links: { [name]: { bandwidth: BANDWIDTH.write(bandwidth * 2) } } },
      complexity: 1,
      why: "a larger line",
      cost: {},
      relieves: Object.values(directionsOf(options)).map((resource) => ({ part: name, resource })),
    },
  ];
}
