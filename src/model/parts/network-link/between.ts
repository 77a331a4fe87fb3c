/**
 * Which link lies between two ends: of those that `links` gives, the most exact one. A link that names both is more
 * exact than one that names one and the region of the other, and that than one between their regions.
 */
import type { Model, PartData } from "../../language/model.js";
import type { NetworkLinkOptions } from "./options.js";

export const TYPE = "network-link";

type Linked = Pick<Model, "parts" | "regions">;

export interface Between {
  readonly link: string;
  /** Whether the asker stands at the end that is named last. */
  readonly isBackwards: boolean;
}

const isLink = (part: PartData): boolean => part.type === TYPE;

type Links = readonly (readonly [string, NetworkLinkOptions])[];
const known = new WeakMap<Model["parts"], Links>(); // Every call of a walk asks.

/** All links of a model, by name. */
export function linksIn({ parts }: Pick<Model, "parts">): Links {
  const found =
    known.get(parts) ??
    Object.entries(parts).flatMap(([name, part]) =>
      isLink(part) ? [[name, part as unknown as NetworkLinkOptions] as const] : [],
    );
  known.set(parts, found);
  return found;
}

/** The part or source itself, and its region. */
export const endsOf = ({ regions }: Linked, name: string): readonly string[] => [
  name,
  ...Object.keys(regions).filter((region) => regions[region].includes(name)),
];

/** The link of those who ask here; null if none is said. @param caller a part or a source */
export function linkFrom(model: Linked, caller: string, part: string): Between | null {
  const links = linksIn(model);
  if (links.length === 0) return null;
  const [from, to] = [endsOf(model, caller), endsOf(model, part)];
  const found = links.flatMap(([link, { between }]) => fits(link, between, from, to));
  return found.toSorted((a, b) => b.exact - a.exact)[0] ?? null;
}

function fits(link: string, [one, other]: readonly [string, string], from: readonly string[], to: readonly string[]) {
  const exactness = (a: string, b: string): number => Number(a === from[0]) + Number(b === to[0]);
  const ways = [
    ...(from.includes(one) && to.includes(other) ? [{ isBackwards: false, exact: exactness(one, other) }] : []),
    ...(from.includes(other) && to.includes(one) ? [{ isBackwards: true, exact: exactness(other, one) }] : []),
  ];
  return ways.map((way) => ({ link, ...way }));
}

/** What a timeline may call the way between two ends: either end may be said by its region. */
export const linksBetween = (from: readonly string[], to: readonly string[]): readonly string[] =>
  from.flatMap((one) => to.map((other) => linkBetween(one, other)));

/** The parts that a name speaks of: itself, or those of a region, or at both ends of a link. */
export function membersIn(model: Linked, name: string): readonly string[] {
  const [part = ""] = name.split(".");
  const link = linksIn(model).find(([each]) => each === part);
  if (link !== undefined) return link[1].between.flatMap((end) => membersIn(model, end));
  const members = Object.hasOwn(model.regions, part) ? model.regions[part] : [part];
  return members.filter((one) => Object.hasOwn(model.parts, one));
}

/** The same whichever is named first. */
export const linkBetween = (one: string, other: string): string => [one, other].toSorted().join(" and ");

/** All that a timeline may call the way from a part or source to a part. */
export function namesOfWay(model: Linked, caller: string, part: string): readonly string[] {
  const found = linkFrom(model, caller, part);
  return [...linksBetween(endsOf(model, caller), endsOf(model, part)), ...(found === null ? [] : [found.link])];
}

/** The model in which one source stands for several: where they all are, and at the end of the link of a single one. */
export function standingFor(model: Linked, sources: readonly string[], one: string): Linked {
  const [only] = sources.length === 1 ? sources : [];
  const regions = Object.entries(model.regions).map(([region, members]): [string, readonly string[]] => [
    region,
    sources.length > 0 && sources.every((source) => members.includes(source)) ? [...members, one] : members,
  ]);
  const renamed = (end: string): string => (end === only ? one : end);
  const parts = Object.entries(model.parts).map(([name, part]): [string, PartData] => {
    if (!isLink(part)) return [name, part];
    const { between, ...others } = part as unknown as NetworkLinkOptions & PartData;
    return [name, { ...others, between: between.map(renamed) } as PartData];
  });
  return { parts: Object.fromEntries(parts), regions: Object.fromEntries(regions) };
}
