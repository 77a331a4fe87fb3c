/**
 * The key that was used least often since it came goes (LFU); of several, the one whose last use is longest ago. What a
 * key was used before it went is forgotten.
 *
 * Keys of the same count stand in one list, and the lists in order of their count, so that each use takes constant time.
 * Source: Shah, Mitra & Matani, An O(1) algorithm for implementing the LFU cache eviction scheme (2010).
 */
import type { Eviction } from "./eviction.js";

const NONE = -1;

/** Keys used so often, the latest first. */
interface Peers {
  readonly count: number;
  latest: number;
  earliest: number;
  more: Peers | null; // The next list with a higher count.
  fewer: Peers | null;
}

export class ByCount implements Eviction {
  private readonly peersOf: Peers[] = []; // By place.
  private readonly later: Int32Array;
  private readonly earlier: Int32Array;
  private fewest: Peers | null = null;

  constructor(places: number) {
    this.later = new Int32Array(places);
    this.earlier = new Int32Array(places);
  }

  added(place: number): void {
    this.join(place, this.peersWith(1, null, this.fewest));
  }

  used(place: number): void {
    const peers = this.peersOf[place];
    const next = this.peersWith(peers.count + 1, peers, peers.more);
    this.removed(place);
    this.join(place, next);
  }

  removed(place: number): void {
    const peers = this.peersOf[place];
    const [later, earlier] = [this.later[place], this.earlier[place]];
    if (later === NONE) peers.latest = earlier;
    else this.earlier[later] = earlier;
    if (earlier === NONE) peers.earliest = later;
    else this.later[earlier] = later;
    if (peers.latest !== NONE) return;
    if (peers.fewer === null) this.fewest = peers.more;
    else peers.fewer.more = peers.more;
    if (peers.more !== null) peers.more.fewer = peers.fewer;
  }

  moved(from: number, to: number): void {
    const peers = this.peersOf[from];
    const [later, earlier] = [this.later[from], this.earlier[from]];
    this.peersOf[to] = peers;
    this.later[to] = later;
    this.earlier[to] = earlier;
    if (later === NONE) peers.latest = to;
    else this.earlier[later] = to;
    if (earlier === NONE) peers.earliest = to;
    else this.later[earlier] = to;
  }

  victim(): number {
    return this.fewest!.earliest;
  }

  /** Those with this count, which come after `fewer` and at or before `more`. */
  private peersWith(count: number, fewer: Peers | null, more: Peers | null): Peers {
    if (more !== null && more.count === count) return more;
    const peers: Peers = { count, latest: NONE, earliest: NONE, more, fewer };
    if (fewer === null) this.fewest = peers;
    else fewer.more = peers;
    if (more !== null) more.fewer = peers;
    return peers;
  }

  private join(place: number, peers: Peers): void {
    this.peersOf[place] = peers;
    this.earlier[place] = peers.latest;
    this.later[place] = NONE;
    if (peers.latest === NONE) peers.earliest = place;
    else this.later[peers.latest] = place;
    peers.latest = place;
  }
}
