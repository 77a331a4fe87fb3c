/**
 * Lanes: of the messages of one lane, one at a time is worked on, in order, until it is over.
 *
 * A lane is a key, with a lock on it; or a partition, which has a worker of its own. A message whose lane is taken holds no
 * worker: it waits, and messages of other lanes go on. One that will be worked on again keeps its lane meanwhile.
 */
import { Level } from "../../../engine/gauges.js";
import { IndexedHeap } from "../../../engine/indexed-heap.js";
import type { Int32Column, RequestId, RequestTable } from "../../../engine/request-table.js";
import type { Simulation } from "../../../engine/simulation.js";
import { type WaitingColumns, WaitingQueue } from "../../../engine/waiting-queue.js";
import { NO_REQUEST } from "../../steps/request-lists.js";
import type { EachWorker, Line, PlaceOf } from "./line.js";

interface Lane {
  server: Server;
  holder: RequestId; // Whose turn it is: in work, or to be worked on again.
  first: RequestId; // Of those that wait for their turn.
  last: RequestId;
}

/** A worker with lanes of its own, or all that serve the same lanes. */
export interface Server {
  readonly ready: IndexedHeap; // Messages whose turn it is, and that wait for a worker alone.
  readonly busy: Level;
  readonly size: number; // How many messages it works on at once.
  isAway: boolean;
}

/** Who serves a lane; asked when its first message comes, and by `reassign`. */
export type ServerOf = (lane: number) => Server;

export class Lanes extends WaitingQueue implements Line {
  readonly eachWorker: EachWorker | null = null;
  protected readonly servers: readonly Server[];
  protected readonly servedBy: Int32Column; // The index of the server of a message in work.
  private readonly laneOf: Int32Column;
  private readonly placeOf: PlaceOf;
  private readonly lanes = new Map<number, Lane>();
  private readonly after: Int32Column; // In its lane.
  private readonly before: Int32Column;

  /** @param laneOf of each message @param placeOf among those of different lanes */
  constructor(
    simulation: Simulation,
    columns: WaitingColumns,
    requests: RequestTable,
    about: { readonly laneOf: Int32Column; readonly placeOf: PlaceOf },
    servers: { readonly count: number; readonly size: number },
  ) {
    super(simulation, columns);
    this.laneOf = about.laneOf;
    this.placeOf = about.placeOf;
    this.after = requests.int32();
    this.before = requests.int32();
    this.servedBy = requests.int32();
    this.servers = Array.from({ length: servers.count }, () => ({
      ready: new IndexedHeap(),
      busy: new Level(simulation),
      size: servers.size,
      isAway: false,
    }));
  }

  override get isEmpty(): boolean {
    return this.nextServer() === null;
  }

  override join(message: RequestId): void {
    super.join(message);
    const lane = this.lane(message);
    if (lane.holder === message) this.makeReady(lane, message);
    else {
      this.joinLane(lane, message);
      if (lane.holder === NO_REQUEST && lane.first === message) this.makeReady(lane, message);
    }
  }

  /** @throws Error if none may go on */
  override shift(): RequestId {
    const message = this.nextServer()?.ready.pop();
    if (message === undefined) throw new Error("none may go on");
    this.leaveLane(this.lane(message), message);
    super.remove(message);
    this.begin(message);
    return message;
  }

  override remove(message: RequestId): void {
    const lane = this.lane(message);
    const wasReady = lane.server.ready.has(message);
    lane.server.ready.remove(message);
    this.leaveLane(lane, message);
    super.remove(message);
    if (wasReady && lane.holder === NO_REQUEST) this.turnOver(lane, message);
  }

  admits(message: RequestId): boolean {
    const number = this.laneOf.at[message];
    const lane = this.lanes.get(number);
    return isFree(lane?.server ?? this.serverOf(number)) && (lane === undefined || lane.holder === message);
  }

  begin(message: RequestId): void {
    const lane = this.lane(message);
    lane.holder = message;
    lane.server.busy.add(1);
    this.servedBy.at[message] = this.servers.indexOf(lane.server);
  }

  left(message: RequestId): void {
    this.servers[this.servedBy.at[message]].busy.add(-1);
  }

  over(message: RequestId): void {
    const lane = this.lanes.get(this.laneOf.at[message]);
    if (lane?.holder !== message) return;
    lane.holder = NO_REQUEST;
    this.turnOver(lane, message);
  }

  becomes(row: RequestId, other: RequestId): void {
    const lane = this.lanes.get(this.laneOf.at[row]);
    if (lane?.holder === row) lane.holder = other;
  }

  /** Who serves a lane. */
  protected serverOf(_lane: number): Server {
    return this.servers[0];
  }

  /** Asks anew who serves each lane. */
  protected reassign(): void {
    for (const [number, lane] of this.lanes) {
      const { ready } = lane.server;
      lane.server = this.serverOf(number);
      for (const message of [lane.holder, lane.first]) {
        if (message === NO_REQUEST || !ready.has(message)) continue;
        ready.remove(message);
        this.makeReady(lane, message);
      }
    }
  }

  private lane(message: RequestId): Lane {
    const number = this.laneOf.at[message];
    const known = this.lanes.get(number);
    if (known !== undefined) return known;
    const lane = { server: this.serverOf(number), holder: NO_REQUEST, first: NO_REQUEST, last: NO_REQUEST };
    this.lanes.set(number, lane);
    return lane;
  }

  private joinLane(lane: Lane, message: RequestId): void {
    this.after.at[message] = NO_REQUEST;
    this.before.at[message] = lane.last;
    if (lane.last === NO_REQUEST) lane.first = message;
    else this.after.at[lane.last] = message;
    lane.last = message;
  }

  private leaveLane(lane: Lane, message: RequestId): void {
    if (lane.holder === message) return;
    const [before, after] = [this.before.at[message], this.after.at[message]];
    if (before === NO_REQUEST) lane.first = after;
    else this.after.at[before] = after;
    if (after === NO_REQUEST) lane.last = before;
    else this.before.at[after] = before;
  }

  private makeReady({ server }: Lane, message: RequestId): void {
    server.ready.set(message, this.placeOf(message));
  }

  /** A message had its turn: the next of its lane has. */
  private turnOver(lane: Lane, message: RequestId): void {
    if (lane.first === NO_REQUEST) this.lanes.delete(this.laneOf.at[message]);
    else this.makeReady(lane, lane.first);
  }

  /** Of the servers with a worker for it, the one whose next message comes first. */
  private nextServer(): Server | null {
    let next: Server | null = null;
    for (const server of this.servers) {
      if (server.ready.size === 0 || !isFree(server)) continue;
      if (next === null || server.ready.minKey < next.ready.minKey) next = server;
    }
    return next;
  }
}

const isFree = ({ busy, size, isAway }: Server): boolean => busy.value < size && !isAway;
