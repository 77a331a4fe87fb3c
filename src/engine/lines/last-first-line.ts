/** Last come, first served: the newest first, which keeps some fast when all cannot be, and lets the oldest wait. */
import type { RequestId } from "../request-table.js";
import { WaitingLine } from "../waiting-line.js";

export class LastFirstLine extends WaitingLine {
  override join(request: RequestId): void {
    this.joinFirst(request);
  }
}
