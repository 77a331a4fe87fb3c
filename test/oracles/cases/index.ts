/** All families of cases. */
import type { OracleCase } from "../case.js";
import { balancers } from "./balancers.js";
import { breakers } from "./breakers.js";
import { caches } from "./caches.js";
import { closed } from "./closed.js";
import { coldStarts } from "./cold-starts.js";
import { databases } from "./databases.js";
import { deliveriesAndPolls } from "./deliveries.js";
import { disciplines } from "./disciplines.js";
import { failures } from "./failures.js";
import { fanOuts } from "./fan-out.js";
import { firstCustomers } from "./first-customers.js";
import { forkJoins } from "./fork-join.js";
import { general } from "./general.js";
import { held } from "./held.js";
import { impatience } from "./impatience.js";
import { jobClasses } from "./job-classes.js";
import { markov } from "./markov.js";
import { measurement } from "./measurement.js";
import { networks } from "./networks.js";
import { renewal } from "./renewal.js";
import { replicas } from "./replicas.js";
import { retries } from "./retries.js";
import { samplers } from "./samplers.js";
import { spikes } from "./spikes.js";
import { stability } from "./stability.js";
import { unequal } from "./unequal.js";
import { waves } from "./waves.js";
import { workQueues } from "./work-queues.js";

export const families = {
  markov,
  general,
  renewal,
  disciplines,
  impatience,
  closed,
  jobClasses,
  networks,
  held,
  coldStarts,
  databases,
  caches,
  replicas,
  balancers,
  unequal,
  workQueues,
  deliveriesAndPolls,
  retries,
  breakers,
  failures,
  fanOuts,
  forkJoins,
  waves,
  spikes,
  firstCustomers,
  measurement,
  stability,
  samplers,
} satisfies Readonly<Record<string, readonly OracleCase[]>>;

/** Cases of oracles.json that are no simulation of a model, and where they are checked instead. */
export const elsewhere: Readonly<Record<string, string>> = {
  "F19-usl-specsdm": "a fit to published data: test/analysis/theory/over-time.test.ts",
  "H01-ci-coverage": "a thousand runs of the whole procedure of run lengths and intervals, which is not a family",
};
