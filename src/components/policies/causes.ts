/** Some causes of failures, by their names, whichever part gives them. */
import type { CauseId, Flow } from "../../engine/flow.js";

export class Causes {
  private readonly flow: Flow;
  private readonly names: readonly string[];
  private isOne = new Uint8Array(0); // By cause; parts that are built later may add some.

  constructor(flow: Flow, names: readonly string[]) {
    this.flow = flow;
    this.names = names;
  }

  has(cause: CauseId): boolean {
    if (cause >= this.isOne.length)
      this.isOne = Uint8Array.from(this.flow.causes, (each) => Number(this.names.includes(each.cause)));
    return this.isOne[cause] === 1;
  }
}
