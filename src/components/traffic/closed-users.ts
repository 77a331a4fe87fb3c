/**
 * Closed users: each thinks, sends a request, waits for the answer, and repeats, so the load depends on response times.
 *
 * The interactive response-time law holds: X = N ÷ (Z + R). Source: Denning & Buzen (1978).
 */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { Delay } from "../../engine/steps/delay.js";
import { InstantStep } from "../steps/instant-step.js";

export class ClosedUsers {
  private readonly flow: Flow;
  private readonly users: number;
  private readonly thinkMs: Sampler;
  private readonly firstNumber: number;

  /** @param users N ≥ 1 @param thinkMs Z @param firstNumber of the first user's first request */
  constructor(flow: Flow, users: number, thinkMs: Sampler, firstNumber: number) {
    this.firstNumber = firstNumber;
    this.flow = flow;
    this.users = users;
    this.thinkMs = thinkMs;
  }

  /** Writes what each user does in a cycle. */
  send(program: Program, body: () => void): void {
    const start = program.mark();
    program.add(new Delay(this.flow, this.thinkMs));
    program.add(new Ask(this.flow, this.users));
    body();
    program.goTo(start.step);
    for (let user = 0; user < this.users; user++) {
      const request = this.flow.requests.take();
      this.flow.number.at[request] = (this.firstNumber + user) | 0;
      this.flow.visit.at[request] = 0;
      this.flow.round.at[request] = 0;
      this.flow.begin(request, start.step);
    }
  }
}

/** The next request of the same user: number user, user + N, user + 2N … */
class Ask extends InstantStep {
  private readonly flow: Flow;
  private readonly users: number;
  constructor(flow: Flow, users: number) {
    super();
    this.flow = flow;
    this.users = users;
  }
  enter(request: RequestId): Outcome {
    const { number, visit, round, arrivedMs, simulation } = this.flow;
    visit.at[request] = 0; // Clears the previous request's failure.
    round.at[request] = 0;
    number.at[request] = (number.at[request] + this.users) | 0;
    arrivedMs.at[request] = simulation.nowMs;
    return GO_ON;
  }
}
