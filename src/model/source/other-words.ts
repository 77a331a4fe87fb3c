/** What other systems call what stands here under another name: a hint where a word is unknown. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  affinity: ["sticky"],
  balancer: ["balance"],
  block: ["waits"],
  bulkhead: ["limit"],
  "circuit-breaker": ["breaker"],
  concurrency: ["workers", "concurrent"],
  consumers: ["workers"],
  cooldown: ["open"],
  deduplication: ["dedupe"],
  "dead-letter-queue": ["dead-letter"],
  delay: ["time", "after"],
  grid: ["over"],
  hedging: ["hedge"],
  latency: ["time"],
  lifo: ["newest-first"],
  "load-balancing": ["balance"],
  "load-shedding": ["shed"],
  matrix: ["over"],
  max: ["attempts", "concurrent"],
  "max-attempts": ["attempts"],
  "max-backoff": ["cap"],
  "max-concurrency": ["concurrent"],
  "max-length": ["limit"],
  "max-receive-count": ["attempts"],
  "max-retries": ["attempts"],
  multiplier: ["growth"],
  p2c: ["power-of-two"],
  propagates: ["travels"],
  "rate-limit": ["limit"],
  reject: ["refused"],
  rejects: ["refused"],
  retries: ["attempts", "retry"],
  retry: ["attempts"],
  subscribers: ["to"],
  threshold: ["share"],
  "time-to-live": ["expires"],
  ttl: ["expires"],
  visibility: ["lease"],
  "visibility-timeout": ["lease"],
  wait: ["waits"],
};

/** The word among those known here for what others call `word`, or that ends with it; null if there is none. */
export function ourWord(word: string, known: readonly string[]): string | null {
  const ours = Object.hasOwn(OTHER_WORDS, word) ? OTHER_WORDS[word]! : [];
  return ours.find((each) => known.includes(each)) ?? known.find((each) => each.endsWith(`-${word}`)) ?? null;
}
