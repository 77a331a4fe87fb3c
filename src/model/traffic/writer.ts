/** Writes what the requests of one source do: arrive, choose an endpoint, ask, and be counted. */

import { IsDegraded } from "../../components/observation/degraded.js";
import { type RequestLog, WriteArrival, WriteEnd } from "../../components/observation/request-log.js";
import { Choose } from "../../components/steps/choose.js";
import { Hook } from "../../components/steps/instant-step.js";
import { BatchGaps } from "../../components/traffic/batches.js";
import { ClosedUsers } from "../../components/traffic/closed-users.js";
import { OpenTraffic } from "../../components/traffic/open-traffic.js";
import { PiecewiseRate } from "../../components/traffic/rate-profile.js";
import { ChooseByRow } from "../../components/traffic/recorded-rows.js";
import { RecordedTraffic } from "../../components/traffic/recorded-traffic.js";
import { SwitchingRate } from "../../components/traffic/switching-rate.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { Program } from "../../engine/program.js";
import { meanOf } from "../../engine/random/moments.js";
import { makeSampler, type Sampler } from "../../engine/random/sampler.js";
import { ANSWERED, HAS_FAILED } from "../../engine/tracing/stretch.js";
import { withPolicies } from "../policies/with-policies.js";
import type { Assembly } from "../wiring/assembly.js";
import { writeCall } from "../wiring/calls.js";
import { Site } from "../wiring/site.js";
import { isRecord, isStates, ratePoints, type StatesRate } from "./rate.js";
import { rowsOf } from "./record.js";
import { firstNumber, type Played } from "./records.js";
import type { Traffic } from "./traffic.js";

export class TrafficWriter {
  readonly #assembly: Assembly;
  readonly #name: string;
  readonly #traffic: Traffic;
  readonly #logNamed: (name: string, isBackground: boolean) => RequestLog;
  readonly #untilMs: number;

  /** @param logNamed by the endpoint, or by the source of background work */
  constructor(
    assembly: Assembly,
    name: string,
    traffic: Traffic,
    logNamed: (name: string, isBackground: boolean) => RequestLog,
    untilMs: number,
  ) {
    this.#assembly = assembly;
    this.#name = name;
    this.#traffic = traffic;
    this.#logNamed = logNamed;
    this.#untilMs = untilMs;
  }

  write(): void {
    const { flow } = this.#assembly;
    const { users, think, rate } = this.#traffic;
    const program = new Program(flow);
    const body = (): void => {
      this.#assembly.data.writeOwner(program, this.#traffic, this.#firstNumber);
      this.#writeMix(program);
    };
    if (users !== undefined)
      new ClosedUsers(flow, users, this.#sampler("think", think), this.#firstNumber).send(program, body);
    else if (this.#played !== undefined) {
      const kept = this.#assembly.streams.named(`kept:${this.#name}`);
      new RecordedTraffic(flow, this.#played.path, this.#played.rows, kept).send(program, body);
    } else if (rate !== undefined && !isRecord(rate)) {
      const profile = isStates(rate) ? this.#switching(rate) : new PiecewiseRate(ratePoints(rate, this.#untilMs));
      new OpenTraffic(flow, this.#batches(), profile, this.#firstNumber).send(program, body);
    }
  }

  get #firstNumber(): number {
    return firstNumber(this.#assembly.streams, this.#name);
  }

  get #played(): Played | undefined {
    return this.#assembly.records.of(this.#name);
  }

  #gaps(): Sampler {
    const { arrivals } = this.#traffic;
    if (arrivals === "poisson") return this.#sampler("gap", { kind: "exponential", mean: 1 });
    if (arrivals === "constant") return this.#sampler("gap", { kind: "constant", value: 1 });
    const gaps = this.#sampler("gap", arrivals.gaps);
    const mean = meanOf(arrivals.gaps);
    return { next: (request, visit) => gaps.next(request, visit) / mean };
  }

  /** The gaps between requests that may arrive in batches. */
  #batches(): Sampler {
    const { batch } = this.#traffic;
    if (batch === undefined) return this.#gaps();
    const rounding = this.#assembly.streams.named(`batch-rounding:${this.#name}`);
    return new BatchGaps(this.#gaps(), { size: this.#sampler("batch", batch), mean: meanOf(batch), rounding });
  }

  #switching({ states }: StatesRate): SwitchingRate {
    const first = this.#assembly.streams.named(`first-state:${this.#name}`).uniform(0, 0);
    const all = states.map((state, i) => ({
      perMs: state.rate / 1000,
      lastsMs: this.#sampler(`state-${i + 1}`, state.for),
      meanMs: meanOf(state.for),
    }));
    return new SwitchingRate(all, first);
  }

  #sampler(purpose: string, spec: DistributionSpec): Sampler {
    return makeSampler(spec, this.#assembly.streams.named(`${purpose}:${this.#name}`));
  }

  #writeMix(program: Program): void {
    const shares = Object.entries(this.#traffic.mix);
    if (shares.length === 1) {
      this.#writeEndpoint(program, shares[0][0]);
      return;
    }
    program.branch(
      this.#choice(shares),
      shares.map(
        ([target]) =>
          () =>
            this.#writeEndpoint(program, target),
      ),
    );
  }

  #choice(shares: readonly (readonly [string, number])[]): Choose | ChooseByRow {
    const { flow, streams } = this.#assembly;
    const played = this.#played;
    if (played?.rate.to !== undefined) {
      const { targets, target } = rowsOf(played.rate);
      const exits = targets.map((name) => shares.findIndex(([other]) => other === name));
      return new ChooseByRow(flow.number, played.rows, target, exits);
    }
    return new Choose(
      flow,
      streams.named(`mix:${this.#name}`),
      shares.map(([, share]) => share),
    );
  }

  #writeEndpoint(program: Program, target: string): void {
    const isBackground = this.#traffic.background === true;
    const log = this.#logNamed(isBackground ? this.#name : target, isBackground);
    const site = new Site(this.#assembly, program, null, this.#name);
    const { ledger } = this.#assembly;
    const { flow, watches, timeline } = this.#assembly;
    const [part] = target.split(".");
    flow.opens({ sort: isBackground ? "message" : "request", name: target, part });
    program.add(new WriteArrival(log));
    if (ledger !== null) program.add(ledger.arrival(target));
    const ask = (): void =>
      withPolicies(
        site,
        this.#traffic,
        "user",
        `${this.#name}>${target}`,
        (inner) => writeCall(inner, target, false, this.#traffic.bytes),
        part,
      );
    const watch = watches.source(flow, this.#name);
    const shown = isBackground ? [] : timeline.onCalls.requestsOf(target);
    program.attempt(
      () => {
        if (watch === null) ask();
        else watch.around(program, ask);
        for (const each of shown)
          program.add(new Hook((request) => each.answered(flow.simulation.nowMs - flow.arrivedMs.at[request])));
        if (ledger !== null) program.add(ledger.end(target, false));
        const degraded = this.#assembly.mayDegrade;
        if (degraded === null) this.#writeEnd(program, log, false);
        else
          program.branch(new IsDegraded(flow, degraded), [
            () => this.#writeEnd(program, log, false),
            () => this.#writeEnd(program, log, true),
          ]);
      },
      () => {
        for (const each of shown) program.add(new Hook(() => each.failed()));
        if (ledger !== null) program.add(ledger.end(target, true));
        this.#writeEnd(program, log, true);
      },
    );
    flow.closes();
  }

  #writeEnd(program: Program, log: RequestLog, hasFailed: boolean): void {
    const { flow } = this.#assembly;
    flow.opens(hasFailed ? HAS_FAILED : ANSWERED);
    program.add(new WriteEnd(log, hasFailed));
    flow.closes();
  }
}
