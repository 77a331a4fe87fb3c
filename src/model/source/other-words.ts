/** What other systems call what stands here under another name: a hint where a word is unknown. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  concurrency: "workers",
  consumers: "workers",
  deduplication: "dedupe",
  "dead-letter-queue": "dead-letter",
  "max-attempts": "attempts",
  "max-length": "limit",
  "max-receive-count": "attempts",
  retries: "attempts",
  retry: "attempts",
  subscribers: "to",
  "time-to-live": "expires",
  ttl: "expires",
  visibility: "lease",
  "visibility-timeout": "lease",
};

/** The word among those known here for what others call `word`, or that ends with it; null if there is none. */
export function ourWord(word: string, known: readonly string[]): string | null {
  const ours = Object.hasOwn(OTHER_WORDS, word) ? OTHER_WORDS[word] : undefined;
  return known.find((each) => each === ours || each.endsWith(`-${word}`)) ?? null;
}
