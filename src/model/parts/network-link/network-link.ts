/** A link between two ends, which stands in the section `links` of a file. */
import type { Built } from "../../language/kinds.js";
import { partKind } from "../../language/kinds.js";
import { bytes, facts, mean, percentage } from "../shared/facts.js";
import { linkFrom, TYPE } from "./between.js";
import { networkLinkChanges } from "./changes.js";
import { type BuiltCrossing, buildCrossing, metersOf } from "./cross.js";
import { directionsOf } from "./directions.js";
import { EXAMPLES } from "./examples.js";
import { LINK_FIGURES } from "./figures.js";
import { CROSSED_EFFECTS, type NetworkLinkOptions, networkLinkOptions } from "./options.js";
import { checkLink } from "./sense.js";

export interface BuiltLink extends Built {
  readonly crossing: BuiltCrossing;
}

export const networkLink = partKind({
  type: TYPE,
  section: "links",
  summary:
    "What lies between two parts, sources of traffic or regions: a time, losses, a bandwidth. Its time comes on top of the `network` of the part that is asked. Where several links fit, the most specific one counts: between two parts first, then with one region, then between regions",
  examples: EXAMPLES,
  options: networkLinkOptions,
  effects: { between: "known", ...CROSSED_EFFECTS },
  steps: [],
  figures: LINK_FIGURES,
  build(assembly, name, options): BuiltLink {
    const crossing = buildCrossing(assembly, name, (each: NetworkLinkOptions) => each, directionsOf(options), 1);
    return { crossing, meter: { name, type: TYPE, ...metersOf(crossing) } };
  },
  drawn: ({ between, time, loss, bandwidth }) => ({
    shape: "line",
    between,
    facts: facts(
      time === undefined ? null : `${mean(time)} each way`,
      loss > 0 && `${percentage(loss)} lost`,
      bandwidth === undefined ? null : `${bytes(bandwidth)}/s`,
    ),
  }),
  mayChange: [{ at: "time", freely: true }, { at: "loss", freely: true }, { at: "bandwidth" }],
  carries: (model, name, from, to) => linkFrom(model, from, to)?.link === name,
  changes: networkLinkChanges,
  check: checkLink,
});
