/** Examples of what stands at the top of a model file, or has no kind of its own. */

export const TRAFFIC_EXAMPLES = `
shoppers:
  rate: 40/s
  arrivals: poisson
  by: customer
  bytes: { asks: 1KB, answers: 50KB }
  background: true
  to: web.page
  batch: geometric(mean 4)
mixed: { rate: 40/s, mix: { web.browse: 90%, web.order: 10% }, arrivals: { gaps: "lognormal(mean 1, cv 3)" } }
browsers: { users: 200, think: exponential(5s), to: web.page }
sale: { rate: { base: 40/s, spikes: [{ at: 5min, rate: 200/s, lasts: 2min }] }, to: web.page }
rising: { rate: { base: 40/s, spikes: [{ at: 5min, rate: 200/s, lasts: 2min, rise: 10s, fall: 1min }] }, to: web.page }
morning: { rate: { profile: [{ at: 0s, rate: 20/s }, { at: 10min, rate: 100/s, ramp: true }] }, to: web.page }
day: { rate: { wave: { mean: 100/s, swing: 60/s, period: 24h } }, to: web.page }
recorded: { rate: { trace: requests.csv, column: count, every: 1min, from: "18:00", to: "23:00", scale: 10%, clock: "18:00" }, to: web.page }
counted: { rate: { counts: [120, 180, 150], every: 1min }, to: web.page }
bursts: { rate: { states: [{ rate: 10/s, for: exponential(1min) }, { rate: 200/s, for: exponential(5s) }] }, to: web.page }
log:
  to: web.page
  requests:
    from: orders.csv
    at: time
    work: { db.search: { column: duration, unit: ms, times: 0.8 } }
    key: { customer: customer_id }
    since: "18:00"
    until: "23:00"
    scale: 50%
    loop: true
    blocks: 8
paths: { requests: { from: orders.csv, at: { column: time, unit: ms }, to: { column: path, as: { /order: web.order } } } }
`;

export const DATA_EXAMPLES = `
product: { keys: 50k, popularity: zipf(0.9), size: 4KB }
`;

export const EFFECT_EXAMPLES = `
told: { for: shop.order, within: 1min }
`;

export const MODEL_EXAMPLE = `
version: 1
name: A small shop
description: Two instances, one database
traffic: { shoppers: { rate: 40/s, to: web.page } }
data: { product: { keys: 50k, popularity: zipf(0.9) } }
parts: { web: { type: service, endpoints: { page: [{ cpu: 12ms }] } } }
links: { ocean: { between: [eu, us], time: 45ms } }
regions: { eu: [shoppers], us: [web] }
effects: { told: { for: web.page, within: 1min } }
timeline: { payments stall: { at: 5min, for: 5s, slow: web, by: 100 } }
random: { crashes: { every: exponential(1h), for: exponential(5min), down: web } }
objectives: { "latency{web.page}": [p(99) < 300ms], errors: [rate < 0.1%] }
run: { duration: 10min, warm-up: 1min, replications: 8, seed: 1, precision: 5%, budget: 2000000 }
`;
