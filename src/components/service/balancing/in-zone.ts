/**
 * Instances of the caller's own zone first; where none of them gets requests, or each has so many outstanding already, any.
 * Instances are dealt to the zones in turn.
 */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { RequestId } from "../../../engine/request-table.js";
import { among } from "./among.js";
import type { Asker, Balancing } from "./balancing.js";

type Policy = ReturnType<typeof among>;

export class InZone implements Balancing {
  private readonly zones: number;
  private readonly upTo: number;
  private readonly own: readonly Policy[]; // By zone.
  private readonly any: Policy;
  private members: readonly (readonly number[])[]; // By zone.

  /** @param upTo outstanding requests of an instance, at which it takes none of its own zone any more */
  constructor(instances: number, zones: number, upTo: number, newPolicy: () => Balancing) {
    this.zones = zones;
    this.upTo = upTo;
    this.own = Array.from({ length: zones }, () => among(newPolicy()));
    this.any = among(newPolicy());
    this.members = [];
    this.among(Array.from({ length: instances }, (_, i) => i));
  }

  among(instances: readonly number[]): void {
    this.members = this.own.map((_, zone) => instances.filter((i) => i % this.zones === zone));
    this.own.forEach((policy, zone) => {
      if (this.members[zone].length > 0) policy.among(this.members[zone]);
    });
    this.any.among(instances);
  }

  askedBy(asker: Asker): Balancing {
    return {
      choose: (outstanding, stream, number, visit, request) =>
        this.chooseFrom(asker.zoneOf(request) % this.zones, outstanding, stream, number, visit, request),
      sent: (request, instance) => this.sent(request, instance),
      over: (request, instance, left, leftOfAll) => this.over(request, instance, left, leftOfAll),
    };
  }

  /** @throws Error: only callers are in a zone */
  choose(): number {
    throw new Error("who asks is not said");
  }

  private chooseFrom(
    zone: number,
    outstanding: Int32Array,
    stream: RandomStream,
    number: number,
    visit: number,
    request: RequestId,
  ): number {
    const policy = this.hasRoom(this.members[zone], outstanding) ? this.own[zone] : this.any;
    return policy.choose(outstanding, stream, number, visit, request);
  }

  private hasRoom(instances: readonly number[], outstanding: Int32Array): boolean {
    for (let i = 0; i < instances.length; i++) if (outstanding[instances[i]] < this.upTo) return true;
    return false;
  }

  sent(request: RequestId, instance: number): void {
    this.own[instance % this.zones].sent?.(request, instance);
    this.any.sent?.(request, instance);
  }

  over(request: RequestId, instance: number, left: number, leftOfAll: number): void {
    this.own[instance % this.zones].over?.(request, instance, left, leftOfAll);
    this.any.over?.(request, instance, left, leftOfAll);
  }
}
