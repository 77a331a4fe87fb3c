import { popularityOf } from "../../../../components/data/popularity.js";
import { Rendezvous, rendezvousShares } from "../../../../components/service/balancing/rendezvous.js";
import { name } from "../../../language/policies.js";
import { number } from "../../../language/values/index.js";
import type { BalancePolicy } from "./policy.js";

export const hashSays = () => ({
  hash: name()
    .optional()
    .describe(
      "By the hash of a key of these data: each instance has its share of the keys, and where one goes, its keys alone move (rendezvous hashing)",
    ),
  bound: number({ min: 1 })
    .optional()
    .describe(
      "With `hash`: an instance never has more than so many times the mean of outstanding requests; further ones go to the next instance by hash. No bound if not given",
    ),
});

export const hash: BalancePolicy = {
  key: "hash",
  isByChance: true,
  isByKey: true,
  summary: "by the hash of a key",
  build({ assembly, instances }, { hash: about = "", bound = Number.POSITIVE_INFINITY }) {
    return new Rendezvous(assembly.data.keyOf(about), instances, bound);
  },
  shares({ hash: about = "", bound }, instances, model) {
    const datum = model?.data[about];
    if (datum === undefined || bound !== undefined) return null;
    return rendezvousShares(popularityOf(datum.keys, datum.popularity), instances);
  },
  check: (sense, path, { hash: about = "" }) => void sense.datum(about, [...path, "hash"]),
};
