/** All families of cases. */
import type { OracleCase } from "../case.js";
import { balancers, shards } from "./balancers.js";
import { closed } from "./closed.js";
import { databases } from "./databases.js";
import { failures } from "./failures.js";
import { general } from "./general.js";
import { impatience } from "./impatience.js";
import { markov } from "./markov.js";
import { measurement } from "./measurement.js";
import { networks } from "./networks.js";
import { overTime } from "./over-time.js";
import { renewal } from "./renewal.js";

export const families: Readonly<Record<string, readonly OracleCase[]>> = {
  markov,
  general,
  renewal,
  impatience,
  closed,
  networks,
  databases,
  balancers,
  shards,
  overTime,
  failures,
  measurement,
};
