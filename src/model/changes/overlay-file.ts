/** A change as the text of a model file. */
import { stringify } from "yaml";
import type { Change } from "./change.js";

/** An overlay. @param base path of the model file, relative to the new file */
export function overlayFile(change: Change, base: string, title: string): string {
  const { name, overlay } = change;
  return written(change, { extends: base, name: `${title}, ${name}`, ...overlay });
}

/** The whole model, where it is no file of its own. @param data with the change made */
export const wholeFile = (change: Change, data: unknown): string => written(change, data);

function written({ treats, assumes }: Change, data: unknown): string {
  const comment = [
    `Treats: ${treats}.`,
    ...(assumes === undefined ? [] : [`Assumes that ${assumes}: make sure of it.`]),
  ];
  return `${comment.map((line) => `# ${line}\n`).join("")}${stringify(data, { lineWidth: 120 })}`;
}
