/** What refreshes an expired key while it is still served: work for which no request waits. */
import type { Flow } from "../../engine/flow.js";
import type { Mark, Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { Hook } from "../steps/instant-step.js";
import { endsAside, takeAside } from "./aside.js";

export class Refresh {
  private readonly flow: Flow;
  private readonly inherited: readonly Int32Column[];
  private readonly first: Mark;

  constructor(flow: Flow, inherited: readonly Int32Column[], program: Program, body: () => void) {
    this.flow = flow;
    this.inherited = inherited;
    this.first = program.mark();
    program.attempt(body, () => void program.add(new Hook(() => {}))); // What fails leaves the key as it is.
    endsAside(flow, program);
  }

  /** @returns the request that does it, on behalf of another */
  start(request: RequestId): RequestId {
    const one = takeAside(this.flow, request, this.inherited);
    this.flow.begin(one, this.first.step);
    return one;
  }
}
