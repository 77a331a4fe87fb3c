/**
 * A priority queue of small integers in which any entry can be moved or removed, so no cancelled entry stays behind.
 *
 * A 4-ary heap over parallel typed arrays; equal keys leave in the order in which they were set.
 * `pop` leaves a hole at the root that the next `set` fills, since nearly every event schedules another:
 * one sift instead of two. Which of four children is least is found without a branch (`+(a < b)` is 0 or 1),
 * since branch prediction would fail: that was two thirds of the time. This is the hot path of the program.
 */
const ABSENT = -1;
const NEVER = Number.POSITIVE_INFINITY; // Fills the slots beyond the last, so that every child has three siblings.
const PADDING = 4;

export class IndexedHeap {
  private keys = new Float64Array(64 + PADDING).fill(NEVER);
  private orders = new Float64Array(64); // Order of `set`, for ties.
  private who = new Int32Array(64);
  private slotOf = new Int32Array(64).fill(ABSENT);
  private used = 0; // Including the hole, if there is one.
  private hasHole = false;
  private nextOrder = 0;
  /** Key of the entry being placed: a double in a field costs nothing, as an argument it may be allocated. */
  private key = 0.5;
  private order = 0.5;
  /** Key of the entry that `pop` returned last. */
  poppedKey = 0.5; // Not 0: a field that starts as a small integer would later change its representation.

  get size(): number {
    return this.hasHole ? this.used - 1 : this.used;
  }

  has(id: number): boolean {
    return id < this.slotOf.length && this.slotOf[id] !== ABSENT;
  }

  /** Key of an entry that is in. */
  keyOf(id: number): number {
    return this.keys[this.slotOf[id]];
  }

  /** Smallest key; Infinity when empty. */
  get minKey(): number {
    const keys = this.keys;
    return this.hasHole ? Math.min(Math.min(keys[1], keys[2]), Math.min(keys[3], keys[4])) : keys[0];
  }

  /** Puts `id` in with this key, or moves it there if it is in already. */
  set(id: number, key: number): void {
    this.key = key;
    this.place(id);
  }

  private place(id: number): void {
    if (id >= this.slotOf.length) this.growIds(id);
    this.order = this.nextOrder++;
    const slot = this.slotOf[id];
    if (slot !== ABSENT) {
      if (this.key < this.keys[slot]) this.siftUp(slot, id);
      else this.siftDown(slot, id);
    } else if (this.hasHole) {
      this.hasHole = false;
      this.siftDown(0, id);
    } else {
      if (this.used === this.who.length) this.growSlots();
      this.siftUp(this.used++, id);
    }
  }

  /** Removes and returns the first entry. @throws Error when empty. */
  pop(): number {
    if (this.hasHole) this.fillHole();
    if (this.used === 0) throw new Error("pop() from an empty heap");
    const id = this.who[0];
    this.poppedKey = this.keys[0];
    this.slotOf[id] = ABSENT;
    this.hasHole = true;
    this.keys[0] = Number.NEGATIVE_INFINITY; // Nothing sifts past the hole.
    return id;
  }

  /** Takes `id` out, if it is in. */
  remove(id: number): void {
    if (!this.has(id)) return;
    const slot = this.slotOf[id];
    this.slotOf[id] = ABSENT;
    this.replaceByLast(slot);
  }

  /** All entries, in no order. */
  ids(): Int32Array {
    if (this.hasHole) this.fillHole();
    return this.who.slice(0, this.used);
  }

  private fillHole(): void {
    this.hasHole = false;
    this.replaceByLast(0);
  }

  private replaceByLast(slot: number): void {
    const last = --this.used;
    const key = this.keys[last];
    const order = this.orders[last];
    const id = this.who[last];
    this.keys[last] = NEVER;
    if (slot === last) return;
    const parent = (slot - 1) >> 2;
    this.key = key;
    this.order = order;
    const goesUp = slot > 0 && (key < this.keys[parent] || (key === this.keys[parent] && order < this.orders[parent]));
    if (goesUp) this.siftUp(slot, id);
    else this.siftDown(slot, id);
  }

  private siftUp(from: number, id: number): void {
    const key = this.key;
    const order = this.order;
    const keys = this.keys;
    const orders = this.orders;
    const ids = this.who;
    const slotOf = this.slotOf;
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 2;
      const parentKey = keys[parent];
      if (parentKey < key || (parentKey === key && orders[parent] < order)) break;
      keys[slot] = parentKey;
      orders[slot] = orders[parent];
      ids[slot] = ids[parent];
      slotOf[ids[slot]] = slot;
      slot = parent;
    }
    keys[slot] = key;
    orders[slot] = order;
    ids[slot] = id;
    slotOf[id] = slot;
  }

  private siftDown(from: number, id: number): void {
    const key = this.key;
    const order = this.order;
    const keys = this.keys;
    const orders = this.orders;
    const ids = this.who;
    const slotOf = this.slotOf;
    const size = this.used;
    let slot = from;
    for (;;) {
      const firstChild = (slot << 2) + 1;
      if (firstChild >= size) break;
      const key0 = keys[firstChild];
      const key1 = keys[firstChild + 1];
      const key2 = keys[firstChild + 2];
      const key3 = keys[firstChild + 3];
      const left = firstChild + +(key1 < key0);
      const right = firstChild + 2 + +(key3 < key2);
      let least = left + (right - left) * +(keys[right] < keys[left]);
      const leastKey = keys[least];
      if (+(key0 === leastKey) + +(key1 === leastKey) + +(key2 === leastKey) + +(key3 === leastKey) > 1)
        least = this.firstOfEqual(firstChild, leastKey);
      if (leastKey > key || (leastKey === key && orders[least] > order)) break;
      keys[slot] = leastKey;
      orders[slot] = orders[least];
      ids[slot] = ids[least];
      slotOf[ids[slot]] = slot;
      slot = least;
    }
    keys[slot] = key;
    orders[slot] = order;
    ids[slot] = id;
    slotOf[id] = slot;
  }

  /** Among children with the same key, the one that was set first. */
  private firstOfEqual(firstChild: number, key: number): number {
    const end = Math.min(firstChild + 4, this.used);
    let first = ABSENT;
    for (let child = firstChild; child < end; child++)
      if (this.keys[child] === key && (first === ABSENT || this.orders[child] < this.orders[first])) first = child;
    return first;
  }

  private growSlots(): void {
    const capacity = this.who.length * 2;
    const keys = new Float64Array(capacity + PADDING).fill(NEVER);
    keys.set(this.keys);
    this.keys = keys;
    const orders = new Float64Array(capacity);
    orders.set(this.orders);
    this.orders = orders;
    const ids = new Int32Array(capacity);
    ids.set(this.who);
    this.who = ids;
  }

  private growIds(id: number): void {
    const slotOf = new Int32Array(Math.max(this.slotOf.length * 2, id + 1)).fill(ABSENT);
    slotOf.set(this.slotOf);
    this.slotOf = slotOf;
  }
}
