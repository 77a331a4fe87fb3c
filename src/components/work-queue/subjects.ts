/**
 * What the messages of a queue are about, and whether they are done in the order in which they were published.
 *
 * Measure: `overtakenMessages`, the share of the messages done before which a later one of the same key was done.
 */
import type { Measure } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { KeyOf } from "../data/datum.js";
import type { Messages, MessageWatcher } from "./messages.js";

export class Subjects implements MessageWatcher {
  readonly measure: Measure;
  /** Of each message. */
  readonly key: Int32Column;
  private readonly messages: Messages;
  private readonly keyOf: KeyOf;
  private readonly latestDone: Int32Array; // By key: the number of the message.
  private done = 0;
  private overtaken = 0;

  /** @param keys how many there are */
  constructor(messages: Messages, keyOf: KeyOf, keys: number) {
    this.messages = messages;
    this.keyOf = keyOf;
    this.key = messages.column();
    this.latestDone = new Int32Array(keys);
    this.measure = { kind: "ratio", name: "overtakenMessages", part: () => this.overtaken, whole: () => this.done };
    messages.watchers.push(this);
  }

  comes(message: RequestId): void {
    this.key.at[message] = this.keyOf.of(message);
  }

  finished(message: RequestId): void {
    const key = this.key.at[message];
    const number = this.messages.numberOf.at[message];
    this.done++;
    if (number < this.latestDone[key]) this.overtaken++;
    else this.latestDone[key] = number;
  }
}
