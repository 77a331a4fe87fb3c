/** Last come, first served: under overload the newest requests stay fast and the oldest wait. */
import type { RequestId } from "../request-table.js";
import { WaitingQueue } from "../waiting-queue.js";

export class LastFirstQueue extends WaitingQueue {
  override join(request: RequestId): void {
    this.joinFirst(request);
  }

  override get expendable(): RequestId {
    return this.last;
  }
}
