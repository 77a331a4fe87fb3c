/** Values from the oracle cases named in each title. */
import { describe, expect, it } from "vitest";
import { variance } from "../../../src/analysis/statistics/moments.js";
import {
  constantGaps,
  erlangGaps,
  type Gaps,
  gim1,
  hyperexponentialGaps,
  interruptedPoissonGaps,
} from "../../../src/analysis/theory/gim1.js";
import { mdc } from "../../../src/analysis/theory/mdc.js";
import { gammaMoments, lognormalMoments, mg1 } from "../../../src/analysis/theory/mg1.js";
import { erlangB, erlangC, mmc } from "../../../src/analysis/theory/mmc.js";
import { mmck } from "../../../src/analysis/theory/mmck.js";
import { percentile } from "../../../src/analysis/theory/queue-law.js";
import {
  asymptoticVarianceOfNumber,
  asymptoticVarianceOfWaits,
  relaxationTime,
  waitsNeeded,
} from "../../../src/analysis/theory/run-length.js";
import { mm1 } from "../../theory/mm1.js";
import { mg1ProcessorSharing, mmcProcessorSharing } from "../../theory/processor-sharing.js";
import { numberInQueue, uniforms } from "../generator.js";
import { close } from "./close.js";

it("A01: M/M/1 at ρ = 0.8", () => {
  const law = mm1(80, 100);
  close(law.meanSojourn, 0.05);
  close(percentile(law.sojournTail, 0.5), 0.034657359028);
  close(percentile(law.sojournTail, 0.95), 0.149786613678);
  close(percentile(law.sojournTail, 0.99), 0.230258509299);
  close(law.meanWait, 0.04);
  close(law.waitingProbability, 0.8);
  close(percentile(law.waitTail, 0.99), 0.219101331734);
  close(law.meanInSystem, 4);
  close(law.meanWaiting, 3.2);
  close(law.varianceInSystem, 20);
  expect(percentile(law.waitTail, 0.15)).toBe(0);
});

it("A03: M/M/8 at ρ = 0.9", () => {
  const law = mmc(720, 100, 8);
  close(law.waitingProbability, 0.701532990146);
  close(law.meanWait, 0.00876916237683);
  close(law.meanSojourn, 0.0187691623768);
  close(percentile(law.waitTail, 0.95), 0.0330155615127);
  close(percentile(law.waitTail, 0.99), 0.0531335354181);
  close(percentile(law.sojournTail, 0.95), 0.0492514678471);
  close(percentile(law.sojournTail, 0.99), 0.0708734744776);
  close(law.meanWaiting, 6.31379691132);
  close(law.utilisation * 8, 7.2);
});

it("G01: the bank, 3 and 4 servers", () => {
  close(mmc(0.2, 0.1, 3).meanWait, 4.44444444444);
  close(mmc(0.2, 0.1, 4).meanWait, 0.869565217391);
  close(erlangC(3, 2), 0.444444444444);
});

it("M/M/c where cμ − λ = μ, and where c = 1", () => {
  const equal = mmc(1, 1, 2);
  close(equal.sojournTail(2), (1 - 1 / 3) * Math.exp(-2) + (1 / 3) * 3 * Math.exp(-2));
  close(mmc(80, 100, 1).sojournTail(0.05), mm1(80, 100).sojournTail(0.05));
});

it("Erlang B: 10 erlangs on 10 servers lose 21.46 %", () => close(erlangB(10, 10), 0.2145823431, 1e-9));

it("A05: M/M/4/20 at ρ = 1.125", () => {
  const law = mmck(450, 100, 4, 20);
  close(law.refusedShare, 0.124089032521);
  close(law.goodput, 394.159935366);
  close(law.meanWait, 0.0261100943632);
  close(law.meanSojourn, 0.0361100943632);
  close(percentile(law.sojournTail, 0.99), 0.0822863375337);
  close(law.utilisation, 0.985399838414);
  close(law.waitTail(0), law.waitingProbability);
});

it("M/M/c/K at its ends: Erlang's loss system, and M/M/c", () => {
  close(mmck(10, 1, 10, 10).refusedShare, erlangB(10, 10));
  close(mmck(720, 100, 8, 2000).meanWait, mmc(720, 100, 8).meanWait, 1e-9);
  close(mmck(80, 100, 1, 500).sojournTail(0.1), mm1(80, 100).sojournTail(0.1), 1e-9);
});

describe("constant service", () => {
  it("A08: M/D/1 at ρ = 0.8", () => {
    const law = mdc(80, 0.01, 1);
    close(law.meanWait, 0.02);
    close(percentile(law.waitTail, 0.95), 0.0662032499684);
    close(percentile(law.waitTail, 0.99), 0.10355886792);
    close(1 - law.waitingProbability, 0.2);
    close(law.meanSojourn, 0.03);
    close(percentile(law.sojournTail, 0.99), 0.11355886792);
    expect(law.sojournTail(0.0099)).toBe(1);
  });

  it("A29: M/D/5 at ρ = 0.9", () => {
    const law = mdc(450, 0.01, 5);
    close(law.meanWait, 0.00776695158164);
    close(law.waitingProbability, 0.747828546069);
    close(law.meanSojourn, 0.0177669515816);
    close(law.meanWait / mmc(450, 100, 5).meanWait, 0.509312828656);
  });

  it("M/D/5: the distribution of the wait has that mean and that chance of waiting", () => {
    const law = mdc(450, 0.01, 5);
    close(law.waitTail(0), law.waitingProbability, 1e-9);
    // Simpson's rule between the corners of the tail, which are D apart.
    let area = 0;
    for (let i = 0; i < 1000; i++) {
      const [from, width] = [i * 0.001, 0.001];
      const ends = law.waitTail(from) + law.waitTail(from + width);
      area += (width / 6) * (ends + 4 * law.waitTail(from + width / 2));
    }
    close(area, law.meanWait, 1e-6);
  });

  it("M/D/1 near saturation still has its percentiles", () => {
    const law = mdc(99, 0.01, 1);
    close(law.waitTail(0), 0.99, 1e-9);
    close(percentile(law.waitTail, 0.99) / law.meanWait, Math.log(100), 0.02); // Heavy traffic: nearly exponential.
  });
});

it("A09: M/G/1, lognormal service of SCV 4 at ρ = 0.7", () => {
  const law = mg1(70, lognormalMoments(0.01, 4));
  close(law.meanWait, 0.0583333333333);
  close(Math.sqrt(law.varianceOfWait), 0.114564392374);
  close(law.meanSojourn, 0.0683333333333);
  close(Math.sqrt(law.varianceOfSojourn), 0.116297033496);
});

it("M/G/1 is M/M/1 and M/D/1", () => {
  const exponential = mg1(80, gammaMoments(0.01, 1));
  close(exponential.meanWait, 0.04);
  close(exponential.varianceOfSojourn, 0.05 ** 2);
  close(mg1(80, gammaMoments(0.01, 0)).meanWait, mdc(80, 0.01, 1).meanWait);
});

describe("GI/M/1", () => {
  it("A12: D/M/1 at ρ = 0.9", () => {
    const law = gim1(constantGaps(1 / 90), 100);
    close(law.meanWait, 0.0417865942215);
    close(law.waitingProbability, 0.806899832856);
    close(law.utilisation, 0.9);
    close(percentile(law.waitTail, 0.99), 0.227374968632);
    close(law.meanSojourn, 0.0517865942215);
    close(law.meanInSystem, 4.66079347993);
  });

  it("A14: H2/M/1, SCV 5, ρ = 0.8", () => {
    const law = gim1(hyperexponentialGaps(0.90824829046386, 145.3197264742181, 14.680273525781899), 100);
    close(law.meanWait, 0.117236354323, 1e-7); // The case gives its rates to nine digits.
    close(law.waitingProbability, 0.92140611028, 1e-7);
    close(percentile(law.waitTail, 0.99), 0.575530210697, 1e-7);
    close(law.meanSojourn, 0.127236354323, 1e-7);
  });

  it("B10: an on/off source", () => {
    const law = gim1(interruptedPoissonGaps(160, 0.1, 0.1), 100);
    close(law.meanWait, 0.201803398875);
    close(law.waitingProbability, 0.9527864045);
    close(percentile(law.waitTail, 0.99), 0.965146925943);
    close(law.utilisation, 0.8);
  });

  it("D05: round robin over four servers", () => {
    const law = gim1(erlangGaps(4, 4 / 320), 100);
    close(law.meanSojourn, 0.0326738361032);
    close(percentile(law.sojournTail, 0.99), 0.150468575884);
    close(law.waitingProbability, 0.693944721752);
  });

  it.each([0.1, 0.8, 0.999])("with exponential gaps is M/M/1, ρ = %d", (rho) => {
    close(gim1(erlangGaps(1, 1 / rho), 1).meanWait, mm1(rho, 1).meanWait, 1e-9);
  });
});

it("processor sharing: M/M/1's mean, in proportion to size", () => {
  close(mg1ProcessorSharing(80, 0.01), 0.05);
  close(mg1ProcessorSharing(80, 0.01, 0.03), 0.15);
  close(mmcProcessorSharing(720, 100, 8), 0.0187691623768);
});

it("H01: how long to run", () => {
  close(asymptoticVarianceOfWaits(0.8, 100), 0.1976);
  close(asymptoticVarianceOfWaits(0.9, 100), 3.5901);
  close(waitsNeeded(0.9, 0.05, 0.95), 681072.995556, 1e-4); // The case takes z = 1.96.
  close(relaxationTime(0.99, 100), 398, 1e-3); // F26 (c)
});

it("the time average of N varies as Whitt says", () => {
  const uniform = uniforms(21);
  const means = Array.from(
    { length: 600 },
    () => numberInQueue({ utilisation: 0.5, servers: 1, time: 1000, bins: 1 }, uniform)[0]!,
  );
  close(1000 * variance(means), asymptoticVarianceOfNumber(0.5, 1), 0.15);
});

it("an overloaded queue has no mean, and says so", () => {
  const gaps: Gaps = constantGaps(1);
  for (const law of [mm1(1, 1), mmc(5, 1, 4), mdc(3, 1, 2), gim1(gaps, 0.9)]) {
    expect([law.meanWait, law.meanSojourn, law.waitTail(9), law.utilisation]).toEqual([Infinity, Infinity, 1, 1]);
    expect(percentile(law.sojournTail, 0.5)).toBe(Infinity);
  }
  expect(mg1(2, gammaMoments(1, 1)).meanWait).toBe(Infinity);
  expect(mg1ProcessorSharing(2, 1)).toBe(Infinity);
});
