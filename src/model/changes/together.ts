/** Two changes made together. */
import type { Change, Overlay } from "./change.js";

/** @param second proposed to the model that has the first */
export function together(first: Change, second: Change): Change {
  const { treats } = first;
  const overlay = over(first.overlay, second.overlay);
  const cost = added(first.cost, second.cost);
  if (isMoreOfTheSame(first, second))
    return {
      ...first,
      isPair: true,
      name: second.name,
      overlay,
      cost,
      complexity: Math.max(first.complexity, second.complexity),
    };
  const both = (of: (change: Change) => string | undefined, glue: string): string | undefined => {
    const said = [first, second].flatMap((change) => of(change) ?? []);
    return said.length === 0 ? undefined : said.join(glue);
  };
  const assumes = both((change) => change.assumes, ", and that ");
  const loses = both((change) => change.loses, "; ");
  return {
    name: `${first.name}, and ${second.name}`,
    treats: treats === second.treats ? treats : `${treats} and ${second.treats}`,
    overlay,
    complexity: first.complexity + second.complexity,
    why: first.why === second.why ? first.why : `${first.why}; and ${second.why}`,
    cost,
    isPair: true,
    relieves: [...first.relieves, ...second.relieves],
    ...(first.isLess && second.isLess ? { isLess: true } : {}),
    ...(assumes === undefined ? {} : { assumes }),
    ...(loses === undefined ? {} : { loses }),
  };
}

/** "web: 4 instances" after "web: 2 instances": a larger step, and no more to do. */
function isMoreOfTheSame(first: Change, second: Change): boolean {
  const plain = ({ name }: Change) => name.replaceAll(/\d+/g, "").replace(/ each$/, "");
  return first.name !== second.name && plain(first) === plain(second);
}

function added(a: Change["cost"], b: Change["cost"]): Change["cost"] {
  const units = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Change["cost"])[];
  return Object.fromEntries(units.map((unit) => [unit, (a[unit] ?? 0) + (b[unit] ?? 0)]));
}

/** As files that extend each other: maps key by key, all else replaced. */
function over(below: Overlay, above: Overlay): Overlay {
  const all = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const under = all.get(key);
    all.set(key, isMap(under) && isMap(value) ? over(under, value) : value);
  }
  return Object.fromEntries(all);
}

const isMap = (value: unknown): value is Overlay =>
  typeof value === "object" && value !== null && !Array.isArray(value);
