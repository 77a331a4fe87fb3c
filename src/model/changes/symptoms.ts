/** What is wrong, in the words of operators, and what each of them means. */

export const SYMPTOMS = {
  "co-located": "parts on one machine take its cores from each other",
  "single node": "one instance does all the work, and nothing answers while it is down",
  "too few instances": "its instances have no room left",
  "too few threads": "requests wait for a thread while cores are idle",
  "no bound": "a queue without end lets all wait where few could be turned away",
  "work after the caller left": "work goes on for callers that have left",
  "heavy work in the path": "an answer waits for work that it does not need",
  "read pressure": "there are more reads than one place can answer",
  "bad query": "one query does far more work than its answer takes",
  "small database": "the database has no room left for work that is needed",
  "connection storm": "callers open more connections than the database can serve",
  "pool too small": "requests wait for a connection while the database is idle",
  "oversized pool": "so many queries run at once that they get in each other's way",
  "small cache": "the cache forgets what is asked for again",
  "too few workers": "messages come faster than the workers can do them",
  "small batches": "each turn takes fewer than come meanwhile",
  "small machine": "the machine has no room left for work that is needed",
  "narrow link": "what goes over a link fills it",
  "missing timeout": "callers wait without an end for a part that is slow, and hold what others need",
  "slow third party": "an answer waits for a part that more capacity does not make faster",
  "failing dependency": "calls go on to a part that fails them",
  "noisy neighbour": "some requests take what all of them share",
  "retry storm": "calls that fail come back as more calls",
  "hot key": "one key is asked for so often that its shard alone is full",
  "premature split": "work that belongs together pays for a hop at every call",
  "one after the other": "questions wait for each other though none needs another's answer",
  "more than needed": "there is more than the load needs",
} as const;

export type Symptom = keyof typeof SYMPTOMS;

/** Of a pair, both. */
export type Treated = Symptom | `${string} and ${string}`;

/** In a sentence. */
export const meaningOf = (treated: Treated): string =>
  treated
    .split(" and ")
    .map((symptom) => SYMPTOMS[symptom as Symptom])
    .join("; and ");
