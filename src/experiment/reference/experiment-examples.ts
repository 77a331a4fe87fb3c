/** Examples of experiment files that between them have every key, for the reference. */
import { HOURLY } from "../figures/of-variant.js";

export const EXPERIMENT_YAML = `version: 1
title: Replicas absorb reads
question: How far do replicas carry, at nine reads in ten and at five?
base: shop.yaml
over: { "mix of users: web.read": [90%, 50%], db.replicas.count: [0, 1, 4] } # a variant for each of the six
baseline: replicas 0 # what the others are compared with
show: [utilisation of db cores, p99 of web.read] # columns of the table
claims:
  - utilisation of db cores{read 90% · replicas 1} is less
`;

export const VARIANTS_YAML = `version: 1
title: A larger pool
base: shop.yaml
variants:
  now: shop.yaml # a file
  pool of 40: { extends: shop.yaml, parts: { db: { pool: { connections: 40 } } } } # or written here
claims:
  - p99 of web.order{pool of 40} < 300ms
  - p99 of web.order{pool of 40} is better
`.replace("base: shop.yaml\n", "");

export const EXPERIMENT_EXAMPLES: readonly string[] = [
  EXPERIMENT_YAML,
  VARIANTS_YAML,
  `
version: 1
title: The same evening, four times
variants: { now: shop.yaml }
over: { db.replicas.count: [0, 1, 4] }
over-together: { web.instances: [2, 4], db.pool.connections: [40, 20] }
baseline: now
tie: 1%
select: { by: p99 of web.page, most: 64 }
traffic: { shoppers: { rate: 100/s } }
timeline: { payments stall: { at: 5min, for: 5s, slow: pay, by: 100 } }
random: { crashes: { every: exponential(1h), for: exponential(5min), down: web } }
objectives: { errors: [rate < 0.1%] }
run: { duration: 10min, warm-up: 1min, replications: 8, seed: 1, precision: 5%, budget: 2000000 }
spike: { from: 5min, to: 8min, label: the sale }
load: { rates: [100/s, 200/s, 400/s], traffic: shoppers, duration: 1min, warm-up: 15s, replications: 4 }
ceiling: { budget: 2000000, precision: 5% }
cost: { ${HOURLY.map((hour, i) => `${hour}: ${(i + 1) / 100}`).join(", ")}, request: 0.00001 }
complexity: { parts: 1, hops: 1, policies: 2 }
notes: [Prices are those of last year]
`,
];
