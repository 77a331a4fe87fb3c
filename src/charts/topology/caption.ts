/** Title, subtitle and alt text of a topology: what is full, or the busiest; then what there is. */
import { clean } from "../../text/safe-text.js";
import type { Caption } from "../kit/caption.js";
import { threeDigits, wholeShare } from "../kit/format.js";
import { list } from "../kit/words.js";
import { fullWords } from "./lines.js";
import { NEARLY_FULL, type Picture, type PictureNode } from "./picture.js";

type When = (ms: number) => string;

/** "db cores are full from 21:40; all else has room". */
export function busyTitle({ used, nodes }: Picture, when: When): string {
  const first = nodes.find(({ gives }) => gives?.rank === 1);
  if (first?.gives !== undefined) {
    const { resource } = first.gives;
    return `${first.name} ${resource} ${areOf(resource)} ${fullWords(first, when)}; ${restWords(nodes, first)}`;
  }
  const busiest = busiestOf(nodes);
  if (busiest === null) return "No part has a limited resource that is asked for";
  const { name, use } = busiest;
  const of = `${name} ${use.resource}`;
  const share = wholeShare(use.share);
  if (used === "asked")
    return use.share > 1
      ? `${of} ${areOf(use.resource)} asked for ${threeDigits(use.share * 100)}% of what ${canOf(use.resource)} do`
      : `${of} ${areOf(use.resource)} the busiest: ${share} at the highest rate`;
  return `${used === "peak" ? "At the peak" : "On average"} ${of} ${areOf(use.resource)} the busiest, at ${share}`;
}

const canOf = (resource: string): string => (areOf(resource) === "are" ? "they can" : "it can");
/** "are" of cores, "is" of a relay. */
export const areOf = (resource: string): string => (/[^s]s$/.test(resource) ? "are" : "is");

function restWords(nodes: readonly PictureNode[], first: PictureNode): string {
  const full = nodes.filter(({ name, gives }) => name !== first.name && gives !== undefined);
  if (full.length > 0 && full.length <= 2)
    return `then ${list(full.toSorted((a, b) => a.gives!.rank - b.gives!.rank).map(({ name, gives }) => `${name} ${gives!.resource}`))}`;
  if (full.length > 2) return `then ${full.length} other parts`;
  const busy = nodes.filter(({ name, use }) => name !== first.name && (use?.share ?? 0) > NEARLY_FULL);
  return busy.length === 0
    ? "all else has room"
    : `${list(busy.slice(0, 2).map(({ name, use }) => `${name} ${use!.resource} reach ${wholeShare(use!.share)}`))}`;
}

interface Used extends PictureNode {
  readonly use: NonNullable<PictureNode["use"]>;
}

export const busiestOf = (nodes: readonly PictureNode[]): Used | null =>
  nodes.filter((node): node is Used => node.use !== undefined).toSorted((a, b) => b.use.share - a.use.share)[0] ?? null;

const USED: Readonly<Record<Picture["used"], string>> = {
  asked: "what its busiest resource is asked for at the highest rate, without any waiting",
  mean: "how busy its busiest resource is on average",
  peak: "how busy its busiest resource is in the busiest stretch of time",
};

export const busySubtitle = ({ used }: Picture): string =>
  `In each box: ${USED[used]}; over ${wholeShare(NEARLY_FULL)} with an orange border. Arrows: who asks whom, and how often at the highest rate; the wider, the more often.`;

export const ownCaption = (title: string, picture: Picture, when: When, subtitle = busySubtitle(picture)): Caption => ({
  title,
  subtitle,
  description: `${title}. ${describe(picture, when)}`,
});

/** All that is drawn, for those who cannot see it. */
export function describe({ nodes, edges }: Picture, when: When): string {
  const parts = nodes.map((node) => {
    const { name, type, facts, use, gives, sign, inside, notes = [] } = node;
    const said = [
      ...(type === "traffic" ? [] : [type]),
      ...facts,
      ...(inside === undefined ? [] : [`in ${inside}`]),
      ...(use === undefined ? [] : [`${use.resource} ${wholeShare(use.share)}`]),
      ...(gives === undefined ? [] : [`${gives.resource} ${fullWords(node, when)}`]),
      ...notes.map(({ text }) => text),
    ];
    return `${sign === undefined ? "" : `${SIGNS[sign]} `}${name} (${said.join(", ")})`;
  });
  const asks = edges.map(({ from, to, kind, perSecond, sign }) => {
    const often = perSecond === null ? "" : ` ${threeDigits(perSecond)}/s`;
    return `${sign === undefined ? "" : `${SIGNS[sign]} `}${from} → ${to} ${kind}${often}`;
  });
  return clean(`${parts.join("; ")}. ${asks.join("; ")}.`);
}

const SIGNS = { "+": "added", "−": "removed", "~": "changed" } as const;
