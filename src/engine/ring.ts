/** A queue of integers, first in first out, that grows as needed and allocates nothing otherwise. */
export class Ring {
  private items = new Int32Array(64); // Length is a power of two.
  private head = 0;
  private length = 0;

  get isEmpty(): boolean {
    return this.length === 0;
  }

  push(item: number): void {
    if (this.length === this.items.length) this.grow();
    this.items[(this.head + this.length++) & (this.items.length - 1)] = item;
  }

  /** @returns the oldest; meaningless when empty. */
  shift(): number {
    const item = this.items[this.head];
    this.head = (this.head + 1) & (this.items.length - 1);
    this.length--;
    return item;
  }

  private grow(): void {
    const items = new Int32Array(this.items.length * 2);
    for (let i = 0; i < this.length; i++) items[i] = this.items[(this.head + i) & (this.items.length - 1)];
    this.items = items;
    this.head = 0;
  }
}
