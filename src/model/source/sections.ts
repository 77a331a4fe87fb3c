/**
 * Parts that a file has in a section of their own, such as `links`: from here on they stand among its parts, each where
 * it was written.
 */
import { PART_KINDS } from "../language/catalogue.js";
import { type Diagnostic, error } from "./diagnostics.js";
import { isMap, type SourceNode } from "./source-tree.js";

/** Whether a name is that of such a section, whose entries are found among the parts. */
export const isOwnSection = (name: string | undefined): boolean =>
  name !== undefined && PART_KINDS.some(({ section }) => section === name);

/** @param diagnostics gets a complaint for what stands in both */
export function amongParts(node: SourceNode, diagnostics: Diagnostic[]): SourceNode {
  if (!isMap(node.content)) return node;
  const content = new Map(node.content);
  for (const { section, type } of PART_KINDS) {
    if (section === undefined) continue;
    const own = content.get(section);
    const parts = content.get("parts");
    if (parts !== undefined && isMap(parts.content)) sayMisplaced(parts.content, type, section, diagnostics);
    if (own === undefined || !isMap(own.content) || (parts !== undefined && !isMap(parts.content))) continue;
    const all = new Map(parts === undefined ? [] : (parts.content as ReadonlyMap<string, SourceNode>));
    for (const [name, each] of own.content) {
      const other = all.get(name);
      if (other !== undefined && each.content !== null)
        diagnostics.push(error(`"${name}" is a part too`, each.keyAt, "give one of them another name"));
      else all.set(name, typed(each, type));
    }
    content.delete(section);
    content.set("parts", { ...(parts ?? own), content: all });
  }
  return { ...node, content };
}

function typed(node: SourceNode, type: string): SourceNode {
  if (!isMap(node.content)) return node;
  return { ...node, content: new Map([["type", { ...node, content: type }], ...node.content]) };
}

function sayMisplaced(
  parts: ReadonlyMap<string, SourceNode>,
  type: string,
  section: string,
  diagnostics: Diagnostic[],
): void {
  for (const { content } of parts.values()) {
    const said = isMap(content) ? content.get("type") : undefined;
    if (said?.content === type)
      diagnostics.push(error(`write it under \`${section}\`, without a \`type\``, said.keyAt));
  }
}
