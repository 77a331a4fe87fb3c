/**
 * What happened to the requests that are traced: where each was when, and whom it worked for.
 *
 * A life is a request, or a branch, attempt or message that works for one. Its events stand in the order of time: it comes
 * to a step (where it then is until its next event), fails, or is stopped.
 */

export const STOPPED = -1;
/** A failure of this cause, as the place of an event. */
export const failure = (cause: number): number => -2 - cause;

const FIRST_ROOM = 4096;
const NONE = -1;

class Integers {
  at = new Int32Array(FIRST_ROOM);
  length = 0;
  get all(): Int32Array {
    return this.at.subarray(0, this.length);
  }
  push(value: number): void {
    if (this.length === this.at.length) {
      const grown = new Int32Array(2 * this.length);
      grown.set(this.at);
      this.at = grown;
    }
    this.at[this.length++] = value;
  }
}

class Numbers {
  at = new Float64Array(FIRST_ROOM);
  length = 0;
  get all(): Float64Array {
    return this.at.subarray(0, this.length);
  }
  push(value: number): void {
    if (this.length === this.at.length) {
      const grown = new Float64Array(2 * this.length);
      grown.set(this.at);
      this.at = grown;
    }
    this.at[this.length++] = value;
  }
}

export class TraceLog {
  // Of events:
  readonly life = new Integers();
  readonly place = new Integers(); // A step's, STOPPED, or `failure`.
  readonly atMs = new Numbers();
  readonly resource = new Integers(); // Whose slot or cores it asks for there; −1: none's.
  readonly workMs = new Numbers(); // What it brings to the cores.
  // Of lives:
  readonly parent = new Integers(); // −1: a request of its own.
  readonly begunBy = new Integers(); // The event of its parent.
  readonly number = new Integers(); // Of the request.

  get events(): number {
    return this.place.length;
  }

  begin(parent: number, number: number): number {
    this.parent.push(parent);
    this.begunBy.push(parent === NONE ? NONE : this.events - 1);
    this.number.push(number);
    return this.parent.length - 1;
  }

  note(life: number, place: number, atMs: number): number {
    this.life.push(life);
    this.place.push(place);
    this.atMs.push(atMs);
    this.resource.push(NONE);
    this.workMs.push(0);
    return this.place.length - 1;
  }

  /** Takes the latest event back. */
  forget(): void {
    this.life.length--;
    this.place.length--;
    this.atMs.length--;
    this.resource.length--;
    this.workMs.length--;
  }
}
