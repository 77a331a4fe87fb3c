/** What the chapters of the reference say before their tables. */
import { MOMENT_KINDS } from "../language/catalogue.js";

export const FIRST_MODEL_YAML = `version: 1
name: A small shop
traffic:
  shoppers:
    rate: 40/s                                # forty requests a second, at random times
    mix: { web.browse: 90%, web.order: 10% }  # nine in ten browse, one in ten orders
parts:
  web:
    type: service
    instances: 2                              # behind a balancer
    threads: 64                               # requests that each serves at once
    cores: 4                                  # which its threads share
    endpoints:
      browse:                                 # what a request does, one step after the other
        - cpu: 12ms
        - get: catalogue
          miss:
            - query: db.product
      order:
        - cpu: 20ms
        - query: db.place-order
          deadline: 500ms                     # after that it is given up
          retry: { attempts: 2, backoff: 50ms }
  catalogue: { type: cache, hit: 90%, time: 1ms }
  db:
    type: database
    cores: 4
    pool: { connections: 20, acquire: 1s }    # who finds none idle waits, at most so long
    queries:
      product: { time: "lognormal(mean 6ms, p99 30ms)" }
      place-order: { time: 25ms, write: true }
objectives:                                   # what must hold
  latency{web.browse}: [p(99) < 300ms]
  errors: [rate < 0.1%]
`;

const fenced = (yaml: string): string => `\`\`\`yaml\n${yaml.trim()}\n\`\`\``;

export const FIRST_MODEL: readonly string[] = [
  "Say in this order: who asks and how often (`traffic`), what there is (`parts`), what a request does at each (`endpoints`, a list of [steps](#steps)), and what must hold (`objectives`). Names are yours; `web.browse` is the endpoint `browse` of the part `web`, `db.product` a query of the part `db`.",
  fenced(FIRST_MODEL_YAML),
  "`headroom check shop.yaml` tells every mistake at once and the load of every part, `headroom run shop.yaml` simulates it, and `headroom init` writes such a file for you. What is not said has a default, and what must be said is `required` below. `headroom help KEY` prints any entry of this page: `headroom help pool.acquire`, `headroom help retry`, `headroom help p99`.",
  "Where the numbers come from: rates and p50 and p99 of the endpoints from your monitoring, work on a core from a profile or from (CPU used × cores) ÷ requests a second, the rest from configuration files. A number that you do not know is worth a guess and a look at `headroom sweep shop.yaml --tornado`, which says whether it matters.",
];

export const VALUES: readonly string[] = [
  "A value carries its unit. What is given as a duration, a size or a number may be a distribution where the table says so: then each request draws its own.",
];

export const DISTRIBUTIONS: readonly string[] = [
  "Of a mean and a p99, or of two percentiles, as monitoring tells them; `cv` is the standard deviation divided by the mean. Quotes are needed where a text with a comma stands inside `{ }` or `[ ]`. Distributions can be added, multiplied by a number and bounded: `exponential(20ms) + 0.85ms`, `2 * exponential(20ms)`, `max(exponential(20ms), 1ms)`, `min(…, 1s)`, `ceil(…, 1ms)`. Measurements are drawn from a file by `empirical(times.csv)`.",
];

export const PARTS: readonly string[] = [
  "Each entry of `parts` has a `type`. A load balancer is no part of its own: `balance` of a service says how it chooses. Links between parts have [a section of their own](#links).",
];

export const STEPS: readonly string[] = [
  "What a request does at an endpoint, or a worker with a message: a list, done one after the other. Each step has one verb, and may have a `name`, by which an [overlay](#overlays) edits it. Those that ask another part may also say what happens when that is slow or fails: see [policies](#policies).",
];

export const POLICIES: readonly string[] = [
  "Limits, timeouts, retries and the like of one call. They stand beside the verb of a step that asks another part (`call`, `query`, `transaction`, `publish`), or in a source of traffic, for what users do. From the inside out: `limit`, `hedge`, `travels`, `timeout`, `deadline`, `breaker`, `retry`, `fallback`. A `timeout` ends the caller's wait, and the work goes on and holds what it holds; a `deadline` stops the work too.",
];

export const DATA: readonly string[] = [
  "What requests are about. Each entry of `data` has keys, and a request is about one of them, the same in every variant: a cache, a database and a lock that speak of `product` speak of the same product. An attempt asks for the same key again; every round of a `repeat`, and every copy in a `parallel` that needs them all, for another.",
];

export const EFFECTS: readonly string[] = [
  "What should really happen, such as that a mail is sent: once for each request that was answered well. A step `effect: told` says where it does. Results then tell what share happened in time, late, never or twice.",
];

export const REGIONS: readonly string[] = [
  "`regions` says where parts and sources of traffic are; a [link](#links) `between` two regions gives the distance.",
  fenced("regions: { eu: [shop, users], us: [bank] }\nlinks: { ocean: { between: [eu, us], time: 45ms } }"),
];

export const TIMELINE: readonly string[] = [
  "What happens when: an entry of `timeline`, in a model or for all variants of an experiment, has a name, a moment, and one verb. Results shade it, and say when the system is back after it, or that it is not. At one instant, what was planned first happens first; a change counts for work that begins after it.",
];

export const BY_CHANCE: readonly string[] = [
  `An entry of \`random\` happens again and again: \`every\` is from the end of one, or from the start of the run, to the beginning of the next, and \`for\` how long it lasts; both may be distributions, drawn anew in every replication and the same in every variant. Its verb is one of ${MOMENT_KINDS.filter(
    ({ isFree }) => isFree,
  )
    .map(({ verb }) => `\`${verb}\``)
    .join(
      ", ",
    )}, with their options. The share of the time that a part is up is its \`availability\`, every ÷ (every + for) in the mean. A system to which things happen by chance has a steady state, and results tell of all of its time; what a timeline plans they tell apart.`,
  fenced(`random:
  crashes: { every: exponential(1h), for: "lognormal(mean 5min, p99 20min)", down: web, instance: 1 }
  power: { every: exponential(30d), for: exponential(1h), together: { web: { down: web }, db: { down: db } } }`),
];

export const OBJECTIVES: readonly string[] = [
  "What must hold, written as k6 writes thresholds: a [figure](#figures), in braces what it is of, and a list of limits. Without braces it is of all requests. `p(99)` is a percentile; `rate` is a share, `mean` or `max` as the figure has them. `<`, `<=`, `>` and `>=` compare. Where one is missed, the exit code is 99.",
  fenced(`objectives:
  latency{web.browse}: [p(99) < 300ms, mean < 50ms]
  errors: [rate < 0.1%]
  within(500ms): [rate > 99%]
  utilisation{db cores}: [mean < 80%]`),
];

export const OVERLAYS: readonly string[] = [
  "`extends: now.yaml` makes a file an overlay, such as a proposal: maps are laid over what is below key by key, `null` deletes a key, and anything else, a list of steps too, replaces. `extends: [now.yaml, more-web.yaml]` takes several, each laid over those before it. `description` is not inherited.",
  fenced(`extends: shop.yaml
parts:
  web: { instances: 4 }            # two before
  db: { pool: { acquire: null } }  # waits for ever`),
  "`edit` changes single steps of an endpoint or a queue, wherever they stand:",
  fenced(`edit:
  web.page:
    change: { query shop-db.report: { deadline: 1s } } # by what it does, or by its name; null deletes a key
    remove: [audit]
    before: { charge: [cpu: 1ms] }
    after: { charge: [publish: mails] }`),
];
