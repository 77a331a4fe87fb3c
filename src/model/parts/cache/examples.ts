/** Examples of caches that between them have every key, for the reference. */
export const EXAMPLES = `
catalogue:
  type: cache
  of: product
  capacity: 32MB
  keeps: sampled-LRU
  ttl: uniform(50s, 70s)
  expires: after-use
  stale-while-revalidate: 10s
  fill: one-at-a-time
  per: instance
  absent: 5%
  caches-absent: true
  on-write: invalidates
  lost: 1%
  memory: 2GB
  time: 1ms
by-chance:
  type: cache
  hit: 90%
own-keys:
  type: cache
  keys: { count: 50000, zipf: 0.9, size: 4KB }
  capacity: 8000
`;
