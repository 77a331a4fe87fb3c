/** Impatience, closed and open networks, pools, balancing. Values from the oracle cases named in each title. */
import { describe, expect, it } from "vitest";
import { closedBounds, closedThroughput, offeredUtilisation } from "../../../src/analysis/theory/bounds.js";
import { abortedAnywhere, droppedFromLine } from "../../../src/analysis/theory/constant-patience.js";
import { erlangA } from "../../../src/analysis/theory/erlang-a.js";
import { loadDependent } from "../../../src/analysis/theory/load-dependent.js";
import { erlangB, mmc } from "../../../src/analysis/theory/mmc.js";
import { mva } from "../../../src/analysis/theory/mva.js";
import { percentile } from "../../../src/analysis/theory/queue-law.js";
import { shortestOfTwo } from "../../../src/analysis/theory/shortest-queue.js";
import { uslThroughput } from "../../../src/analysis/theory/usl.js";
import { machineRepair } from "../../theory/machine-repair.js";
import { mm1 } from "../../theory/mm1.js";
import { openNetwork, tandemSojournTail } from "../../theory/open-network.js";
import { supermarketSojourn, supermarketTail } from "../../theory/supermarket.js";
import { close } from "./close.js";

describe("impatience", () => {
  it("A22: Erlang A, the call centre of Garnett, Mandelbaum & Reiman", () => {
    const law = erlangA(48, 1, 50, 0.5);
    close(law.abandonedShare, 0.0309122491622);
    close(law.meanWait, 0.0618244983244);
    close(law.waitingProbability, 0.467774068554);
    close(law.meanWaiting, 2.96757591957);
    close(law.utilisation, 0.930324240804);
    close(law.goodput, 48 * (1 - 0.0309122491622));
    const patient = mmc(48, 1, 50);
    close(60 * patient.meanWait, 20.8336683359);
    close(60 * percentile(patient.waitTail, 0.9), 58.138741782);
  });

  it("Erlang A beyond capacity, and with hardly any patience lost", () => {
    close(erlangA(20, 1, 10, 1e-3).goodput, 10, 1e-6);
    close(erlangA(48, 1, 50, 1e-7).meanWait, mmc(48, 1, 50).meanWait, 1e-4);
  });

  it("A24: a server that works in vain", () => {
    close(mm1(90, 100).sojournTail(0.05), 0.606530659713);
  });

  it("A27: constant patience at 150 % load", () => {
    const dropped = droppedFromLine(150, 100, 0.05);
    close(dropped.timeoutShare, 0.345954522905);
    close(dropped.goodput, 98.1068215642);
    close(dropped.utilisation, dropped.goodput / 100); // Everyone who begins is served whole.
    const aborted = abortedAnywhere(150, 100, 0.05);
    close(aborted.timeoutShare, 0.352630446476);
    close(aborted.goodput, 97.1054330286);
  });

  it("constant patience where λ = μ, and without end", () => {
    close(abortedAnywhere(100, 100, 0.05).timeoutShare, 1 / 6);
    close(droppedFromLine(80, 100, 10).utilisation, 0.8);
    close(droppedFromLine(200, 100, 1e6).timeoutShare, 0.5); // The queue never ends: the rest is lost.
  });

  it("constant patience before several servers: Erlang's loss formula without any, none lost with all the time", () => {
    for (const servers of [1, 2, 7])
      for (const load of [0.6, 1, 1.5]) {
        const lambda = load * servers * 100;
        close(droppedFromLine(lambda, 100, 0, servers).timeoutShare, erlangB(servers, lambda / 100));
        const { timeoutShare, utilisation } = droppedFromLine(lambda, 100, 100, servers);
        if (load < 1) close(utilisation, load);
        if (load > 1) close(timeoutShare, 1 - 1 / load);
      }
  });
});

describe("closed", () => {
  it("B01: the repairman of the LINE tutorial", () => {
    const law = machineRepair(3, 2, 4, 2);
    close(law.meanThinking, 2.66483893077);
    close(law.meanAtStation, 0.335161069225);
    close(law.meanSojourn, 0.251543209877);
    close(law.throughput, 1.33241946539);
    close(law.utilisation, 0.166552433173);
  });

  it("B03: Jain's timesharing system", () => {
    const { throughput, response, residence, numberAt } = mva([{ demand: 2 }, { demand: 3 }, { demand: 1 }], 20, 4);
    close(throughput, 0.333246512221);
    close(response, 56.0156318718);
    close(residence[0]! / 16, 0.373339107078);
    close(residence[1]! / 10, 4.8542596932);
    close(residence[2]! / 5, 0.299921845322);
    close(numberAt[1]!, 16.1766511217);
    expect(closedBounds([2, 3, 1], 20, 4)).toEqual({ throughputAtMost: 1 / 3, responseAtLeast: 56, knee: 10 / 3 });
  });

  it.each([
    [3, 2, 4, 2],
    [50, 1, 10, 4],
    [400, 1, 1, 32], // Saturated, with many servers: where 1 − Σ p would have no digit left.
  ])("MVA with several servers is the repairman: %d users, Z %d, μ %d, %d servers", (users, thinkTime, mu, servers) => {
    const exact = machineRepair(users, thinkTime, mu, servers);
    const { throughput, response } = mva([{ demand: 1 / mu, servers }], users, thinkTime);
    close(throughput, exact.throughput, 1e-9);
    close(response, exact.meanSojourn, 1e-9);
  });

  it("MVA with two stations of several servers, by the product form", () => {
    const demands = [2, 3];
    const servers = [3, 2];
    const [users, thinkTime] = [7, 5];
    const weight = (i: number, n: number): number => {
      let product = 1;
      for (let k = 1; k <= n; k++) product *= demands[i]! / Math.min(k, servers[i]!);
      return product;
    };
    const normalise = (n: number): number => {
      let sum = 0;
      for (let a = 0; a <= n; a++) {
        for (let b = 0; a + b <= n; b++) {
          let thinking = 1;
          for (let k = 1; k <= n - a - b; k++) thinking *= thinkTime / k;
          sum += weight(0, a) * weight(1, b) * thinking;
        }
      }
      return sum;
    };
    const stations = demands.map((demand, i) => ({ demand, servers: servers[i]! }));
    close(mva(stations, users, thinkTime).throughput, normalise(users - 1) / normalise(users));
    expect(mva(stations, 4, 0).throughput).toBeGreaterThan(mva(stations, 4, 5).throughput);
  });

  it("B28: the response-time law on HikariCP's figures", () => {
    close(closedThroughput(9600, 0.55, 0.11), 14545.4545455);
    close(closedThroughput(9600, 0.55, 0.003), 17359.8553345);
  });
});

describe("open networks", () => {
  it("B15: web, then database", () => {
    const tail = tandemSojournTail(80, 100, 120);
    close(percentile(tail, 0.95), 0.183806917354);
    close(percentile(tail, 0.99), 0.264790396956);
    close(
      openNetwork(80, [
        { visits: 1, serviceTime: 0.01 },
        { visits: 1, serviceTime: 1 / 120 },
      ]).meanSojourn,
      0.075,
    );
    expect(tandemSojournTail(110, 100, 120)(5)).toBe(1);
    close(tandemSojournTail(80, 100, 100)(0.1), Math.exp(-2) * 3); // Erlang-2
  });

  it("B17: Jain's central server", () => {
    const { stations, meanSojourn, meanInSystem } = openNetwork(3, [
      { visits: 16, serviceTime: 0.01 },
      { visits: 7, serviceTime: 0.02 },
      { visits: 8, serviceTime: 0.03 },
    ]);
    close(stations[0]!.meanSojourn, 0.0192307692308);
    close(stations[1]!.meanSojourn, 0.0344827586207);
    close(stations[2]!.meanSojourn, 0.107142857143);
    close(meanSojourn, 1.40621447518);
    close(stations[2]!.utilisation, 0.72);
    close(meanInSystem, 4.21864342554);
  });

  it("B18: N + 1 queries", () => {
    close(openNetwork(60, [{ visits: 11, serviceTime: 0.001 }]).meanSojourn, 0.0323529411765);
    close(openNetwork(60, [{ visits: 1, serviceTime: 0.002 }]).meanSojourn, 0.00227272727273);
    close(offeredUtilisation(660, 0.001, 1), 0.66);
  });
});

describe("B26: a pool in front of a contended database", () => {
  const database = (n: number): number => uslThroughput({ alpha: 0.03, beta: 0.0005, gamma: 100 }, n);

  it("has a best size", () => {
    const p40 = loadDependent(1200, database, 40);
    close(p40.meanSojourn, 0.0220031430715);
    close(p40.meanWait, 0.000616720341406);
    close(p40.meanHolding, 0.0213864227301);
    close(p40.meanBusy, 25.6637072761);
    const p80 = loadDependent(1200, database, 80);
    close(p80.meanSojourn, 0.0234754636069);
    close(p80.meanWait, 0.000640872306401);
    close(loadDependent(1200, database, 28).meanSojourn, 0.0263884730345);
  });

  it("is unstable when too small, and when too large", () => {
    expect(loadDependent(1200, database, 20).meanSojourn).toBe(Infinity);
    expect(loadDependent(1200, database, 100).meanWait).toBe(Infinity);
    close(loadDependent(1200, database, 20).meanHolding, 20 / 1136.4, 1e-4);
  });

  it("is M/M/c at constant speed", () => {
    close(loadDependent(720, (n) => 100 * n, 8).meanWait, mmc(720, 100, 8).meanWait);
  });
});

describe("balancing", () => {
  it("B20: one queue, eight queues, one fast server", () => {
    close(mmc(720, 100, 8).meanSojourn, 0.0187691623768);
    close(percentile(mm1(90, 100).sojournTail, 0.99), 0.460517018599);
    close(percentile(mm1(720, 800).sojournTail, 0.99), 0.0575646273249);
  });

  it.each([
    [0.7, 1, 3.33333333333],
    [0.7, 2, 1.61445377032],
    [0.7, 3, 1.35684219674],
    [0.9, 1, 10],
    [0.9, 2, 2.61405737732],
    [0.9, 3, 2.027855969],
  ])("D01: the limit at ρ = %d with %d choices", (rho, choices, sojourn) =>
    close(supermarketSojourn(rho, choices), sojourn),
  );

  it("the tail adds up to the mean number, by Little's law", () => {
    let sum = 0;
    for (let i = 1; i < 30; i++) sum += supermarketTail(0.9, 2, i);
    close(sum, 0.9 * supermarketSojourn(0.9, 2));
    close(supermarketTail(0.9, 1, 3), 0.729);
    expect(supermarketSojourn(1, 2)).toBe(Infinity);
  });

  it("D03: the shorter of two at ρ = 0.9", () => {
    const law = shortestOfTwo(1.8, 1);
    close(law.meanSojourn, 5.47491282105, 1e-8);
    close(law.waitingProbability, 0.842245762305, 1e-8);
    expect(law.meanSojourn).toBeGreaterThan(mmc(1.8, 1, 2).meanSojourn);
    close(shortestOfTwo(18, 10).meanSojourn, law.meanSojourn / 10);
    close(shortestOfTwo(0.02, 1).meanWait, 0.02 ** 2 / 2, 0.02); // Both are busy, and then one service to wait for.
    expect(shortestOfTwo(2, 1).meanSojourn).toBe(Infinity);
  });

  it("D09: an overload hidden behind 73 % in all", () => {
    expect(mm1(55, 50).meanSojourn).toBe(Infinity);
    close(mm1(55, 100).meanSojourn, 0.0222222222222);
  });
});
