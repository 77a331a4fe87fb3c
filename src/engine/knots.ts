/** Knots of a directed graph: sets of nodes that reach each other and nothing else. */
type Leads<Node> = ReadonlyMap<Node, ReadonlySet<Node>>;

/** The nodes that every node they reach leads back to. */
export function knotsOf<Node>(leads: Leads<Node>): Set<Node> {
  const known = new Map<Node, Set<Node>>();
  const reached = (node: Node): Set<Node> => {
    const from = known.get(node) ?? reach(leads, node);
    known.set(node, from);
    return from;
  };
  const isKnot = (node: Node): boolean =>
    reached(node).has(node) && [...reached(node)].every((each) => reached(each).size === reached(node).size);
  return new Set([...leads.keys()].filter(isKnot));
}

export function reach<Node>(leads: Leads<Node>, from: Node): Set<Node> {
  const reached = new Set<Node>();
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const next of leads.get(node) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  return reached;
}
