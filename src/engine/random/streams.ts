import seedrandom from "seedrandom";
import { RandomStream } from "./stream.js";

/** The random streams of one replication: every use of randomness asks for its own by name. */
export class Streams {
  private readonly prefix: string;

  /** `replication` counts from 0. Seeds must depend on nothing else, least of all on the thread. */
  constructor(rootSeed: string, replication: number) {
    this.prefix = `${rootSeed}/${replication}`;
  }

  /** The stream called `name`, the same at every call: a part that wants two needs two names. */
  named(name: string): RandomStream {
    const random = seedrandom(`${this.prefix}/${name}`);
    return new RandomStream([random.int32(), random.int32(), random.int32(), random.int32()]);
  }
}
