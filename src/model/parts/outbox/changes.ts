/** What can be changed about an outbox whose relay has too many rows: larger batches. */
import { type Change, type ChangeContext, ofPart } from "../../changes/change.js";
import type { OutboxOptions } from "./options.js";

export function outboxChanges(_: ChangeContext, name: string, { poll, most }: OutboxOptions): readonly Change[] {
  if (poll === undefined) return [];
  return [
    {
      name: `${name}: ${most * 2} rows a poll`,
      treats: "small batches",
      overlay: ofPart(name, { most: most * 2 }),
      complexity: 1,
      why: "a number",
      cost: {},
      relieves: [{ part: name, resource: "relay" }],
    },
  ];
}
