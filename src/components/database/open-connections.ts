/**
 * The connections of one pool that opens them when needed: which are open, idle, and how long yet.
 *
 * A request takes the connection that became idle last, so that those beyond what is needed stay idle and are closed.
 * Some are kept open: closed at the end of their life, they are opened again, aside from any request.
 */
import type { Sampler } from "../../engine/random/sampler.js";
import type { Actor, ActorId, Simulation } from "../../engine/simulation.js";
import type { Accepted } from "./accepted.js";

export interface OpenOptions {
  readonly least: number; // Kept open, from the start.
  readonly idleForMs: number; // Others are closed after so long; Infinity: never.
  readonly lifetimeMs: Sampler | null; // Of each connection, by its number and that of its pool [ms]; null: for good.
  readonly connectMs: Sampler | null; // To open one, by the same [ms]; null: at once.
  readonly accepted: Accepted;
}

/** A connection of the pool, while it is open. */
export type ConnectionId = number;
export const NO_CONNECTION: ConnectionId = -1;

export class OpenConnections implements Actor {
  readonly options: OpenOptions;
  /** Called when a connection is closed. */
  whenClosed: (connection: ConnectionId) => void = () => {};
  private readonly simulation: Simulation;
  private readonly number: number; // Of this pool.
  private readonly self: ActorId;
  private readonly endsMs: number[] = []; // By connection; when its life is over.
  private readonly readyMs: number[] = []; // When it is open.
  private readonly idleSinceMs: number[] = [];
  private readonly idle: ConnectionId[] = []; // The latest last.
  private readonly opening: ConnectionId[] = []; // Aside from any request, the earliest first.
  private readonly free: ConnectionId[] = []; // Closed.
  private most: number;
  private made = 0; // Numbers of connections, which closed ones give back.
  private begun = 0;
  private open = 0; // Being opened, too.
  private isKept: boolean; // Once anything has used it.
  private wakesMs = Number.POSITIVE_INFINITY;

  /** @param isThere from the start, so that its connections are open then */
  constructor(simulation: Simulation, number: number, most: number, isThere: boolean, options: OpenOptions) {
    this.simulation = simulation;
    this.number = number;
    this.most = most;
    this.options = options;
    this.self = simulation.addActor(this);
    this.isKept = isThere;
    while (isThere && this.open < options.least && options.accepted.has()) this.becomesIdle(this.begin(0));
  }

  /** Whether any is ever closed. */
  get mayClose(): boolean {
    const { least, idleForMs, lifetimeMs } = this.options;
    return lifetimeMs !== null || (idleForMs < Number.POSITIVE_INFINITY && least < this.most);
  }

  /** @returns one that is open; NO_CONNECTION: another must be opened */
  takeIdle(): ConnectionId {
    return this.idle.pop() ?? NO_CONNECTION;
  }

  /** Opens one, or takes one that is being opened. @returns NO_CONNECTION where it is refused */
  openNew(): ConnectionId {
    this.isKept = true;
    if (this.open >= this.most && this.opening.length > 0) return this.opening.shift() as ConnectionId;
    return this.options.accepted.opens() ? this.begin(this.connectMs()) : NO_CONNECTION;
  }

  /** When it is open [ms]. */
  readyAt(connection: ConnectionId): number {
    return this.readyMs[connection];
  }

  /** A request no longer uses it. */
  giveBack(connection: ConnectionId): void {
    if (this.open > this.most || this.endsMs[connection] <= this.simulation.nowMs) {
      this.close(connection);
      this.refill();
    } else this.becomesIdle(connection);
  }

  close(connection: ConnectionId): void {
    this.open--;
    this.free.push(connection);
    this.options.accepted.closes();
    this.whenClosed(connection);
  }

  resize(most: number): void {
    this.most = most;
    while (this.open > most && this.idle.length > 0) this.close(this.idle.shift() as ConnectionId);
  }

  /** Those that are open by now are idle; those that have been idle for long enough, or lived, are closed. */
  fire(): void {
    const { simulation, options, idle } = this;
    const { nowMs } = simulation;
    this.wakesMs = Number.POSITIVE_INFINITY;
    while (this.opening.length > 0 && this.readyMs[this.opening[0]] <= nowMs)
      this.becomesIdle(this.opening.shift() as ConnectionId);
    for (let i = 0; i < idle.length; ) {
      const isSpare = this.open > options.least && this.idleSinceMs[idle[i]] + options.idleForMs <= nowMs;
      if (isSpare || this.endsMs[idle[i]] <= nowMs) this.close(idle.splice(i, 1)[0]);
      else i++;
    }
    this.refill();
    for (const connection of idle) this.watch(connection);
    for (const connection of this.opening) this.wakeBy(this.readyMs[connection]);
  }

  private refill(): void {
    const { least, accepted } = this.options;
    while (this.isKept && this.open < Math.min(least, this.most) && accepted.opens()) {
      const connection = this.begin(this.connectMs());
      this.opening.push(connection);
      this.opening.sort((a, b) => this.readyMs[a] - this.readyMs[b]);
      this.wakeBy(this.readyMs[connection]);
    }
  }

  private connectMs(): number {
    return this.options.connectMs?.next(this.begun, this.number) ?? 0;
  }

  private begin(connectMs: number): ConnectionId {
    const connection = this.free.pop() ?? this.made++;
    const lifetimeMs = this.options.lifetimeMs?.next(this.begun, this.number) ?? Number.POSITIVE_INFINITY;
    this.readyMs[connection] = this.simulation.nowMs + connectMs;
    this.endsMs[connection] = this.readyMs[connection] + lifetimeMs;
    this.begun++;
    this.open++;
    return connection;
  }

  private becomesIdle(connection: ConnectionId): void {
    this.idle.push(connection);
    this.idleSinceMs[connection] = this.simulation.nowMs;
    this.watch(connection);
  }

  private watch(connection: ConnectionId): void {
    this.wakeBy(this.endsMs[connection]);
    if (this.open > this.options.least) this.wakeBy(this.idleSinceMs[connection] + this.options.idleForMs);
  }

  private wakeBy(atMs: number): void {
    if (atMs >= this.wakesMs) return;
    this.wakesMs = atMs;
    this.simulation.wakeActorAt(this.self, Math.max(atMs, this.simulation.nowMs));
  }
}
