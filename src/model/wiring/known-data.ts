/** The data of a model in a run: their keys, their versions, and whose requests these are. */
import { Datum, DrawnKey, type KeyByNumber, type KeyOf, OwnerKey } from "../../components/data/datum.js";
import { Freshness } from "../../components/data/freshness.js";
import { popularityOf } from "../../components/data/popularity.js";
import { Hook } from "../../components/steps/instant-step.js";
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import { makeSampler } from "../../engine/random/sampler.js";
import type { Streams } from "../../engine/random/streams.js";
import type { Int32Column } from "../../engine/request-table.js";
import { type Kinds, partKindIn } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import type { Records } from "../traffic/records.js";
import type { Traffic } from "../traffic/traffic.js";

const NOT_SAID = -1;

export class KnownData {
  /** Whose request each is; null: no traffic says. */
  readonly owner: Int32Column | null;
  readonly #ownedBy: string | undefined; // The data that says so.
  readonly #model: Model;
  readonly #kinds: Kinds;
  readonly #flow: Flow;
  readonly #streams: Streams;
  readonly #known = new Map<string, Datum>();
  #readAtMs: Int32Column | null = null;

  readonly #records: Records;

  constructor(model: Model, flow: Flow, streams: Streams, kinds: Kinds, records: Records) {
    this.#records = records;
    this.#model = model;
    this.#kinds = kinds;
    this.#flow = flow;
    this.#streams = streams;
    this.#ownedBy = Object.values(model.traffic).find(({ by }) => by !== undefined)?.by;
    this.owner = this.#ownedBy === undefined ? null : flow.carries();
  }

  /** Built when first asked for. @param name of data that `check` knows */
  named(name: string): Datum {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { keys, popularity, size } = this.#model.data[name];
    const sizes = size === undefined ? null : makeSampler(size, this.#streams.named(`size:${name}`));
    const datum = new Datum(this.#flow, name, popularityOf(keys, popularity), sizes, this.owner);
    this.#known.set(name, datum);
    return datum;
  }

  /** The key of a request. @param other the name of a second key of the same data */
  keyOf(name: string, other?: string): KeyOf {
    const drawn = this.#drawn(name, other);
    const isOwner = other === undefined && name === this.#ownedBy && this.owner !== null;
    return isOwner ? new OwnerKey(this.owner as Int32Column, drawn) : drawn;
  }

  /** Whether anything writes it: without, whatever is read is the latest. */
  isWritten(name: string): boolean {
    const { parts } = this.#model;
    return Object.values(parts).some(
      (part) =>
        partKindIn(this.#kinds, part)
          ?.writesTo?.(part as never)
          .includes(name) === true,
    );
  }

  /** When what a request knows was read from the source [ms], where it came from a cache. */
  get readAtMs(): Int32Column {
    this.#readAtMs ??= this.#flow.learns();
    return this.#readAtMs;
  }

  freshness(): Freshness {
    return new Freshness(this.#flow, this.owner);
  }

  /** Says of each request of a source whose it is. A user is the same for all of its requests. */
  writeOwner(program: Program, { by, users }: Traffic, firstNumber: number): void {
    const { owner } = this;
    if (owner === null) return;
    const drawn = by === undefined ? null : this.#drawn(by);
    const { number } = this.#flow;
    const asks = (n: number): number => (users === undefined ? n : firstNumber + (((n - firstNumber) >>> 0) % users));
    program.add(
      new Hook((request) => {
        owner.at[request] = drawn === null ? NOT_SAID : drawn.at(asks(number.at[request]), 0);
      }),
    );
  }

  #drawn(name: string, other?: string): KeyByNumber {
    const purpose = other === undefined ? `key of ${name}` : `key of ${name}: ${other}`;
    const drawn = new DrawnKey(this.#flow, this.#streams.named(purpose), this.named(name).popularity);
    return other === undefined ? this.#records.keysAround(this.#flow, name, drawn) : drawn;
  }
}
