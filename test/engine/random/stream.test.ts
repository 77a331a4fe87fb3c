import { describe, expect, it } from "vitest";
import type { RandomStream } from "../../../src/engine/random/stream.js";
import { Streams } from "../../../src/engine/random/streams.js";
import { centralMoment, chiSquareZ, correlationZ, mean } from "./statistics.js";

const streams = new Streams("stream.test", 0);
const N = 1 << 18;

/** Ways of walking through the draws of a stream: a real run is a mixture of the first three. */
const walks: Record<string, (stream: RandomStream, i: number) => void> = {
  "request after request": (stream, i) => stream.draw(i, 0),
  "visit after visit": (stream, i) => stream.draw(7, i),
  "four visits a request": (stream, i) => stream.draw(i >> 2, i & 3),
  "every 1024th request": (stream, i) => stream.draw(Math.imul(i, 1024), 1), // Betrays round functions of one multiplication.
  "more words of one draw": (stream, i) => (i === 0 ? stream.draw(7, 0) : stream.more()),
};

describe.each(Object.entries(walks))("%s", (_, walk) => {
  const hi = new Int32Array(N);
  const lo = new Int32Array(N);
  const stream = streams.named("walk");
  for (let i = 0; i < N; i++) {
    walk(stream, i);
    hi[i] = stream.hi;
    lo[i] = stream.lo;
  }

  it("every byte of both words is uniform", () => {
    for (const words of [hi, lo]) {
      for (const shift of [0, 8, 16, 24]) {
        const counts = new Float64Array(256);
        for (const word of words) counts[(word >>> shift) & 255]!++;
        expect(Math.abs(chiSquareZ(counts))).toBeLessThan(4.5);
      }
    }
  });

  it("pairs are uniform: high and low bits, next draw, fourth next draw, the two words", () => {
    const pairs: ((i: number) => [number, number])[] = [
      (i) => [hi[i]! >>> 25, hi[i + 1]! >>> 25],
      (i) => [hi[i]! & 127, hi[i + 1]! & 127],
      (i) => [lo[i]! & 127, lo[i + 1]! & 127],
      (i) => [lo[i]! & 127, lo[i + 4]! & 127],
      (i) => [hi[i]! >>> 25, lo[i]! >>> 25],
      (i) => [hi[i]! & 127, lo[i]! & 127],
    ];
    for (const pair of pairs) {
      const counts = new Float64Array(1 << 14);
      for (let i = 0; i < N - 4; i++) {
        const [a, b] = pair(i);
        counts[(a << 7) | b]!++;
      }
      expect(Math.abs(chiSquareZ(counts))).toBeLessThan(4.5);
    }
  });

  it("no serial correlation up to lag 8", () => {
    for (let lag = 1; lag <= 8; lag++) {
      expect(Math.abs(correlationZ(hi.subarray(lag), hi.subarray(0, N - lag)))).toBeLessThan(4.5);
      expect(Math.abs(correlationZ(lo.subarray(lag), hi.subarray(0, N - lag)))).toBeLessThan(4.5);
    }
  });
});

it("each bit of request and visit flips each bit of the words in half of the draws", () => {
  const stream = streams.named("avalanche");
  const trials = 20_000;
  let worst = 0;
  for (let bit = 0; bit < 64; bit++) {
    const flips = new Float64Array(64);
    for (let i = 0; i < trials; i++) {
      const request = Math.imul(i, 7919);
      stream.draw(request, i % 5);
      const { hi, lo } = stream;
      stream.draw(bit < 32 ? request ^ (1 << bit) : request, bit < 32 ? i % 5 : (i % 5) ^ (1 << (bit - 32)));
      for (let j = 0; j < 32; j++) {
        flips[j]! += ((stream.hi ^ hi) >>> j) & 1;
        flips[32 + j]! += ((stream.lo ^ lo) >>> j) & 1;
      }
    }
    for (const count of flips) worst = Math.max(worst, Math.abs(count - trials / 2) / Math.sqrt(trials / 4));
  }
  expect(worst).toBeLessThan(5.2); // Largest of 4096 standard normal numbers, at one in a thousand.
});

it("streams of similar names, other replications and other roots have nothing in common", () => {
  const draws = (stream: RandomStream) => Float64Array.from({ length: N }, (_, i) => stream.uniform(i, 0));
  const all = [
    streams.named("a"),
    streams.named("b"),
    streams.named("a1"),
    streams.named("a2"),
    new Streams("stream.test", 1).named("a"),
    new Streams("stream.tesu", 0).named("a"),
  ].map(draws);
  all.forEach((x, i) => {
    for (const y of all.slice(i + 1)) {
      expect(Math.abs(correlationZ(x, y))).toBeLessThan(4.5);
      expect(Math.abs(correlationZ(x.subarray(1), y.subarray(0, N - 1)))).toBeLessThan(4.5);
    }
  });
});

it("another key is not another order of the same draws", () => {
  const firstWords = (name: string) => {
    const stream = streams.named(name);
    return Int32Array.from({ length: 1 << 16 }, (_, request) => {
      stream.draw(request, 0);
      return stream.hi;
    });
  };
  const seen = new Set(firstWords("a"));
  expect(firstWords("b").filter((word) => seen.has(word)).length).toBeLessThan(10); // Of 2³² words by chance: 1.
});

it("a million uniforms have the moments of the uniform distribution", () => {
  const stream = streams.named("uniform");
  const x = Float64Array.from({ length: 1e6 }, (_, i) => stream.uniform(i, 0));
  expect(Math.abs(mean(x) - 1 / 2) / Math.sqrt(1 / 12e6)).toBeLessThan(4.5);
  expect(Math.abs(centralMoment(x, 1 / 2, 2) - 1 / 12) / Math.sqrt(1 / 180e6)).toBeLessThan(4.5);
  expect(Math.abs(centralMoment(x, 1 / 2, 3)) / Math.sqrt(1 / 448e6)).toBeLessThan(4.5);
  expect(x.every((u) => u >= 0 && u < 1)).toBe(true);
});

it("a draw depends on nothing but stream, request and visit", () => {
  const stream = streams.named("pure");
  const first = stream.uniform(17, 3);
  stream.draw(4, 0);
  for (let i = 0; i < 5; i++) stream.more();
  streams.named("another").draw(17, 3);
  expect(stream.uniform(17, 3)).toBe(first);
  expect(new Streams("stream.test", 0).named("pure").uniform(17, 3)).toBe(first);
});

it("the same seed gives the same words, on every machine and for ever", () => {
  const stream = new Streams("golden", 0).named("cache.hit");
  const words = [0, 1, 2, 1_000_000].flatMap((request) => {
    stream.draw(request, 1);
    return [stream.hi, stream.lo];
  });
  expect(words).toMatchInlineSnapshot(`
    [
      -1001406011,
      1629272470,
      -1988202095,
      -2003726734,
      327110270,
      -2126411475,
      886987853,
      -1833953948,
    ]
  `);
});
