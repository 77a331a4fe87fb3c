/** Which key goes when a cache is full. Held keys stand in places, numbered from 0 without gaps. */
export interface Eviction {
  added(place: number): void;
  used(place: number): void;
  removed(place: number): void;
  /** The key of the last place moves to one that became empty. */
  moved(from: number, to: number): void;
  /** The place whose key goes. @param held how many places are taken, at least 1 */
  victim(held: number): number;
}
