/** The heap against the plainest thing that does the same: a list, sorted by key and then by order of `set`. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { IndexedHeap } from "../../src/engine/indexed-heap.js";

class SortedList {
  #entries: { id: number; key: number; order: number }[] = [];
  #order = 0;
  get size(): number {
    return this.#entries.length;
  }
  get minKey(): number {
    return this.#entries[0]?.key ?? Infinity;
  }
  set(id: number, key: number): void {
    this.remove(id);
    this.#entries.push({ id, key, order: this.#order++ });
    this.#entries.sort((a, b) => a.key - b.key || a.order - b.order);
  }
  pop(): [number, number] {
    const { id, key } = this.#entries.shift()!;
    return [id, key];
  }
  remove(id: number): void {
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
  }
  has(id: number): boolean {
    return this.#entries.some((entry) => entry.id === id);
  }
}

type Deed = { do: "set"; id: number; key: number } | { do: "remove"; id: number } | { do: "pop" } | { do: "peek" };

const id = fc.oneof({ weight: 9, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.constantFrom(63, 64, 500) });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("set" as const), id, key: fc.nat(8) }) }, // Few keys: many ties.
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pop" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("peek" as const) }) },
);

function popped(heap: IndexedHeap): [number, number] {
  const id = heap.pop();
  return [id, heap.poppedKey];
}

it("sets, moves, removes and pops as a sorted list does, ties in order of set", () => {
  const agree = (deeds: readonly Deed[]): void => {
    const heap = new IndexedHeap();
    const list = new SortedList();
    for (const deed of deeds) {
      if (deed.do === "peek")
        expect(heap.minKey).toBe(list.minKey); // Looking must change nothing.
      else if (deed.do === "remove") {
        heap.remove(deed.id);
        list.remove(deed.id);
        expect(heap.has(deed.id)).toBe(false);
      } else if (deed.do === "set") {
        heap.set(deed.id, deed.key);
        list.set(deed.id, deed.key);
        expect(heap.has(deed.id)).toBe(true);
      } else if (list.size > 0) expect(popped(heap)).toEqual(list.pop());
      expect(heap.size).toBe(list.size);
    }
    while (list.size > 0) expect(popped(heap)).toEqual(list.pop());
    expect(heap.minKey).toBe(Infinity);
  };
  fc.assert(fc.property(fc.array(deed, { maxLength: 200, size: "max" }), agree), { numRuns: 200 });
});

it("keeps thousands in order, far beyond its first capacity", () => {
  const heap = new IndexedHeap();
  const ids = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5000);
  for (const id of ids) heap.set(id, id >> 1);
  for (const id of ids) if (id % 3 === 0) heap.remove(id);
  const left: number[] = [];
  while (heap.size > 0) {
    heap.pop();
    left.push(heap.poppedKey);
  }
  expect(left).toEqual(
    ids
      .filter((id) => id % 3 !== 0)
      .map((id) => id >> 1)
      .sort((a, b) => a - b),
  );
});

it("does not give what it does not have", () => expect(() => new IndexedHeap().pop()).toThrow("empty"));
