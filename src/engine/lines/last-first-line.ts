/** Last come, first served: under overload the newest requests stay fast and the oldest wait. */
import type { RequestId } from "../request-table.js";
import { WaitingLine } from "../waiting-line.js";

export class LastFirstLine extends WaitingLine {
  override join(request: RequestId): void {
    this.joinFirst(request);
  }
}
