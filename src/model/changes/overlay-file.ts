/** An overlay as the text of a model file. */
import { stringify } from "yaml";
import type { Change } from "./change.js";

/** @param base path of the model file, relative to the new file */
export function overlayFile({ name, treats, overlay, assumes }: Change, base: string, title: string): string {
  const comment = [
    `Treats: ${treats}.`,
    ...(assumes === undefined ? [] : [`Assumes that ${assumes}: make sure of it.`]),
  ];
  const data = { extends: base, name: `${title}, ${name}`, ...overlay };
  return `${comment.map((line) => `# ${line}\n`).join("")}${stringify(data, { lineWidth: 120 })}`;
}
