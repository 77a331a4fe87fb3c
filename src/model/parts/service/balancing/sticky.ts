import { z } from "zod";
import { popularityOf } from "../../../../components/data/popularity.js";
import { Sticky } from "../../../../components/service/balancing/sticky.js";
import { name } from "../../../language/policies.js";
import type { BalancePolicy } from "./policy.js";
import { leastConnections, powerOfTwo, random, roundRobin } from "./words.js";

const FIRST = [leastConnections, roundRobin, random, powerOfTwo];

export const stickySays = () => ({
  sticky: name()
    .optional()
    .describe(
      "Sticky sessions, as by a cookie: all requests about the same key of these data go to the instance that got the first of them. When that instance gets no more requests, the key moves to another for good",
    ),
  first: z
    .enum(["least-connections", "round-robin", "random", "power-of-two"])
    .optional()
    .describe("With `sticky`: how the first request of a key is sent; `least-connections` if not given"),
});

export const sticky: BalancePolicy = {
  key: "sticky",
  isByChance: true,
  isByKey: true,
  summary: "by key",
  build(place, said) {
    const { sticky: about = "", first = "least-connections" } = said;
    const { data } = place.assembly;
    const { build } = FIRST.find(({ key }) => key === first) ?? leastConnections;
    return new Sticky(data.keyOf(about), data.named(about).keys, place.instances, build(place, said));
  },
  /** Of the hottest key, which is all at one instance, wherever that is; more is not known before a run. */
  shares({ sticky: about = "" }, instances, model) {
    const datum = model?.data[about];
    if (datum === undefined) return null;
    const hottest = popularityOf(datum.keys, datum.popularity).shareOf(0);
    if (hottest * instances <= 1) return Array<number>(instances).fill(1 / instances);
    return [hottest, ...Array<number>(instances - 1).fill((1 - hottest) / (instances - 1))];
  },
  check: (sense, path, { sticky: about = "" }) => void sense.datum(about, [...path, "sticky"]),
};
