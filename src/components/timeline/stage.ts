/** Which of several versions holds now: the first from the beginning, each other one from its moment on. */
import type { Sampler } from "../../engine/random/sampler.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Actor, ActorId, Simulation } from "../../engine/simulation.js";
import type { Outcome } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";

export class Stage implements Actor {
  now = 0;
  private readonly simulation: Simulation;
  private readonly fromMs: readonly number[];
  private readonly self: ActorId;

  /** @param fromMs when each version but the first begins, in order [ms] */
  constructor(simulation: Simulation, fromMs: readonly number[]) {
    this.simulation = simulation;
    this.fromMs = fromMs;
    this.self = simulation.addActor(this);
    this.await();
  }

  fire(): void {
    this.now++;
    this.await();
  }

  private await(): void {
    if (this.now < this.fromMs.length) this.simulation.wakeActorAt(this.self, this.fromMs[this.now]);
  }
}

/** A branch with an exit for each version. */
export class ByStage extends InstantStep {
  private readonly stage: Stage;

  constructor(stage: Stage) {
    super();
    this.stage = stage;
  }

  enter(_request: RequestId): Outcome {
    return this.stage.now;
  }
}

/** Times as the version says that holds when they begin. */
export class DrawnByStage implements Sampler {
  private readonly stage: Stage;
  private readonly versions: readonly Sampler[];

  constructor(stage: Stage, versions: readonly Sampler[]) {
    this.stage = stage;
    this.versions = versions;
  }

  next(request: number, visit: number): number {
    return this.versions[this.stage.now].next(request, visit);
  }
}
