/** Policies that a word says. */
import { IdleFirst } from "../../../../components/service/balancing/idle-first.js";
import { IdleReports } from "../../../../components/service/balancing/join-idle.js";
import { LeastConnections } from "../../../../components/service/balancing/least-connections.js";
import { LeastWork } from "../../../../components/service/balancing/least-work.js";
import { PowerOfTwo } from "../../../../components/service/balancing/power-of.js";
import { RandomInstance } from "../../../../components/service/balancing/random.js";
import { RoundRobin } from "../../../../components/service/balancing/round-robin.js";
import {
  WeightedLeastConnections,
  WeightedRandom,
  WeightedRoundRobin,
} from "../../../../components/service/balancing/weighted.js";
import type { BalancePolicy } from "./policy.js";

const alike: BalancePolicy["shares"] = ({ weights }, instances) => {
  const all = weights ?? Array<number>(instances).fill(1);
  const whole = all.reduce((sum, weight) => sum + weight, 0);
  return all.map((weight) => weight / whole);
};

export const roundRobin: BalancePolicy<"round-robin"> = {
  key: "round-robin",
  summary: "in turn",
  build: () => new RoundRobin(),
  /** Each begins anywhere, so that they do not go round together. */
  buildOwn({ assembly, name, instances }, { weights }) {
    const starts = assembly.streams.named(`turns:${name}`);
    let built = 0;
    return () =>
      weights === undefined
        ? new RoundRobin(Math.floor(starts.uniform(built++, 0) * instances))
        : new WeightedRoundRobin(weights);
  },
  weighed: (weights) => new WeightedRoundRobin(weights),
  shares: alike,
};

export const random: BalancePolicy<"random"> = {
  key: "random",
  summary: "any",
  build: () => new RandomInstance(),
  weighed: (weights) => new WeightedRandom(weights),
  shares: alike,
  knowsNothing: true,
  isByChance: true,
};

export const leastConnections: BalancePolicy<"least-connections"> = {
  key: "least-connections",
  summary: "one with the fewest requests outstanding, sent and not yet answered",
  build: () => new LeastConnections(),
  weighed: (weights) => new WeightedLeastConnections(weights),
};

export const powerOfTwo: BalancePolicy<"power-of-two"> = {
  key: "power-of-two",
  summary: "the one of two drawn that has fewer outstanding",
  build: () => new PowerOfTwo(),
};

export const joinIdleQueue: BalancePolicy<"join-idle-queue"> = {
  key: "join-idle-queue",
  summary: "the one that first said that it is idle, which it does when it has answered all; where none is, any",
  build: ({ instances }) => new IdleFirst(instances, false, new RandomInstance()),
  buildOwn({ assembly, name, instances }) {
    const reports = new IdleReports(instances, assembly.streams.named(`reports:${name}`));
    return () => reports.dispatcher();
  },
};

export const leastWork: BalancePolicy<"least-work"> = {
  key: "least-work",
  summary:
    "the one that would be done soonest with all it was sent, where each request says before what its `cpu` and `delay` steps bring",
  build: ({ assembly, doers }) => new LeastWork(assembly.flow, doers),
  needsAll: true,
  needsWork: true,
};

export const oldestIdle: BalancePolicy<"oldest-idle"> = {
  key: "oldest-idle",
  summary: "the one idle for longest; where none is, one with the fewest outstanding",
  build: ({ instances }) => new IdleFirst(instances, false, new LeastConnections()),
};

export const newestIdle: BalancePolicy<"newest-idle"> = {
  key: "newest-idle",
  summary: "the one that became idle last, so that few do most of the work; where none is, one with the fewest",
  build: ({ instances }) => new IdleFirst(instances, true, new LeastConnections()),
};
