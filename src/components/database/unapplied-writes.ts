/**
 * Writes committed on the primary but not yet applied on a replica: in total, and per request. A request keeps its
 * number in all its work: retries, branches and messages.
 */
export class UnappliedWrites {
  private readonly ofAll: Int32Array; // By replica.
  private readonly ofRequest: readonly Map<number, number>[]; // By replica, then by the request's number.

  constructor(replicas: number) {
    this.ofAll = new Int32Array(replicas);
    this.ofRequest = Array.from({ length: replicas }, () => new Map<number, number>());
  }

  add(replica: number, request: number): void {
    const own = this.ofRequest[replica];
    this.ofAll[replica]++;
    own.set(request, (own.get(request) ?? 0) + 1);
  }

  remove(replica: number, request: number): void {
    const own = this.ofRequest[replica];
    const left = (own.get(request) ?? 0) - 1;
    this.ofAll[replica]--;
    if (left > 0) own.set(request, left);
    else own.delete(request);
  }

  hasAny(replica: number): boolean {
    return this.ofAll[replica] > 0;
  }

  hasOf(replica: number, request: number): boolean {
    return this.ofRequest[replica].has(request);
  }
}
