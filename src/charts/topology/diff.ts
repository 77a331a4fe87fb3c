/** A proposal drawn on its base: what is added, removed and changed, and where the bottleneck is before and after. */
import type { BottleneckFindings, DiffFindings } from "../../analysis/findings/diff-findings.js";
import { wholeShare } from "../kit/format.js";
import { time } from "../kit/time-axis.js";
import { beside } from "./beside.js";
import { areOf, busySubtitle, ownCaption } from "./caption.js";
import { pictureChart } from "./topology.js";

const when = (ms: number): string => time(ms, null);

/** Null without topologies. */
export function diffTopology(diff: DiffFindings, name: string): string | null {
  const { topology, changes, base, proposal, window, seed, version } = diff;
  if (topology === undefined) return null;
  const picture = beside(topology.base, topology.proposal, changes);
  const sourced = { name, seed, version, window, variants: [base, proposal] };
  const subtitle = `Added: + and thick. Removed: − and dashed. Changed: ~, with what was there before. ${busySubtitle(picture)}`;
  return pictureChart(sourced, picture, ownCaption(bottleneckTitle(diff), picture, when, subtitle), when);
}

export function bottleneckTitle({ bottleneck: { base, proposal } }: DiffFindings): string {
  const [was, is] = [fullIn(base), fullIn(proposal)];
  const [busyBefore, busyNow] = [busiestIn(base), busiestIn(proposal)];
  if (was !== null && is !== null)
    return was.name === is.name
      ? `${is.name} ${areFirst(is)} still full first`
      : `${is.name} ${areFirst(is)} full first now; before, ${was.name} ${wereFirst(was)}`;
  if (was !== null)
    return `${was.name} ${areFirst(was)} no longer full${busyNow === null ? "" : `; ${busyNow.name} ${areFirst(busyNow)} the busiest now, at ${busyNow.share}`}`;
  if (is !== null) return `${is.name} ${areFirst(is)} full now; nothing was before`;
  if (busyBefore === null || busyNow === null) return "No part has a limited resource";
  if (busyBefore.name === busyNow.name)
    return `${busyNow.name} ${areFirst(busyNow)} the busiest before and after: ${busyBefore.share}, then ${busyNow.share}`;
  return `${busyNow.name} ${areFirst(busyNow)} the busiest now, at ${busyNow.share}; before, ${busyBefore.name} ${wereFirst(busyBefore)}, at ${busyBefore.share}`;
}

interface Named {
  readonly name: string; // "db cores"
  readonly resource: string;
}

const areFirst = ({ resource }: Named): string => areOf(resource);
const wereFirst = ({ resource }: Named): string => (areOf(resource) === "are" ? "were" : "was");

const fullIn = ({ saturation: [first] }: BottleneckFindings): Named | null =>
  first === undefined ? null : { name: `${first.part} ${first.resource}`, resource: first.resource };

function busiestIn({ busiest }: BottleneckFindings): (Named & { readonly share: string }) | null {
  if (busiest === null || busiest.utilisation.value === null) return null;
  const { part, resource, utilisation } = busiest;
  return { name: `${part} ${resource}`, resource, share: wholeShare(utilisation.value as number) };
}
