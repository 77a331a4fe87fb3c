/** Something that begins and ends, again and again. */
import type { Actor, ActorId, Simulation } from "../../engine/simulation.js";

/** Once. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number; // Infinity: for good.
}

export interface Acts {
  begin(span: Span): void;
  end(): void;
}

export class Happening implements Actor {
  private readonly simulation: Simulation;
  private readonly spans: Iterator<Span>;
  private readonly acts: Acts;
  private readonly self: ActorId;
  private span: Span | null = null; // Now, or the next one.
  private isOn = false;

  /** @param spans in order of time, of which none begins before the one before it has ended */
  constructor(simulation: Simulation, spans: Iterable<Span>, acts: Acts) {
    this.simulation = simulation;
    this.spans = spans[Symbol.iterator]();
    this.acts = acts;
    this.self = simulation.addActor(this);
    this.await();
  }

  fire(): void {
    const { span } = this;
    if (span === null) return;
    this.isOn = !this.isOn;
    if (this.isOn) {
      if (span.toMs < Number.POSITIVE_INFINITY) this.simulation.wakeActorAt(this.self, span.toMs);
      this.acts.begin(span);
    } else {
      this.acts.end();
      this.await();
    }
  }

  /** Ends what has no end of its own. */
  stop(): void {
    if (!this.isOn) return;
    this.isOn = false;
    this.acts.end();
    this.await();
  }

  private await(): void {
    const { done, value } = this.spans.next();
    this.span = done === true ? null : value;
    if (this.span !== null) this.simulation.wakeActorAt(this.self, this.span.fromMs);
  }
}
