/** Requests listed by owner: the branches of a caller, the requests on a machine. Latest first. */
import type { Int32Column, RequestId, RequestTable } from "../../engine/request-table.js";

export const NO_REQUEST: RequestId = -1;

export class RequestLists {
  private readonly heads: { readonly at: Int32Array }; // By owner.
  private readonly next: Int32Column;
  private readonly previous: Int32Column;

  /** @param heads one per owner, initially −1 */
  constructor(requests: RequestTable, heads: { readonly at: Int32Array }) {
    this.heads = heads;
    this.next = requests.int32();
    this.previous = requests.int32();
  }

  clear(owner: number): void {
    this.heads.at[owner] = NO_REQUEST;
  }

  /** The owner's latest request, or NO_REQUEST. */
  first(owner: number): RequestId {
    return this.heads.at[owner];
  }

  /** The owner's request before this one, or NO_REQUEST. */
  after(request: RequestId): RequestId {
    return this.next.at[request];
  }

  add(owner: number, request: RequestId): void {
    const next = this.heads.at[owner];
    this.next.at[request] = next;
    this.previous.at[request] = NO_REQUEST;
    if (next !== NO_REQUEST) this.previous.at[next] = request;
    this.heads.at[owner] = request;
  }

  remove(owner: number, request: RequestId): void {
    const next = this.next.at[request];
    const previous = this.previous.at[request];
    if (previous === NO_REQUEST) this.heads.at[owner] = next;
    else this.next.at[previous] = next;
    if (next !== NO_REQUEST) this.previous.at[next] = previous;
  }
}
