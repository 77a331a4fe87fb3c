/** Mistakes in what a cache holds, and options that do nothing there. */
import { type Idle, sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Asked, KeysOptions } from "./keys.js";

const BY_CHANCE = "without keys, each look-up hits or misses by chance";

export function checkKeys(
  sense: Sense,
  path: Path,
  options: KeysOptions & { readonly hit?: number | undefined },
  asked: Asked | null,
): void {
  const { hit, of, keys, capacity, ttl } = options;
  const given = [hit, of, keys].filter((each) => each !== undefined).length;
  if (given !== 1) sense.error(path, "give either what it is `of`, or `keys`, or a `hit` rate");
  if (of !== undefined && sense.datum(of, [...path, "of"]) === null) return;
  const isStore = sense.noted.has(`put ${path[1]}`); // Files on an instance: they are where they were put, or nowhere.
  if (of !== undefined && !isStore && !sense.isDatum(of, "readsOf"))
    sense.error(
      [...path, "of"],
      `no query reads "${of}", so a miss finds nothing of it`,
      `say \`of: ${of}\` at the query that a miss asks`,
    );
  checkWrites(sense, path, options);
  sayIdle(sense, path, asked === null ? idleByChance(options) : idleByKey(options, asked));
  if (asked === null) {
    if (capacity !== Number.POSITIVE_INFINITY) sense.error([...path, "capacity"], "a capacity needs `of` or `keys`");
    if (ttl !== undefined) sense.error([...path, "ttl"], "a time to live needs `of` or `keys`");
    return;
  }
  if (typeof capacity === "object" && asked.size === undefined)
    sense.error(
      [...path, "capacity"],
      "how large a key is is not said",
      "write its `size` beside the number of keys, as in `size: 4KB`",
    );
  if (options["stale-while-revalidate"] !== undefined && ttl === undefined)
    sense.error(
      [...path, "stale-while-revalidate"],
      "without a `ttl`, no key expires",
      "say for how long a key is good: `ttl: 1min`",
    );
  if (typeof capacity === "number" && Number.isFinite(capacity) && capacity > asked.popularity.keys)
    sense.warn(
      [...path, "capacity"],
      `there are only ${asked.popularity.keys} keys: it has room for all of them`,
      "write fewer than there are keys, or leave it out",
    );
}

/** What writes do to what it holds. */
function checkWrites(sense: Sense, path: Path, { of, lost, ...options }: KeysOptions): void {
  const onWrite = options["on-write"];
  sayIdle(sense, path, [["lost", lost > 0 && onWrite === "nothing", "`on-write` sends nothing"]]);
  if (onWrite === "nothing") return;
  if (of === undefined)
    sense.error(
      [...path, "on-write"],
      "which writes is not said",
      "name what it holds in `data`, and write `of: …` here",
    );
  else if (!sense.isDatum(of, "writesTo"))
    sense.error(
      [...path, "on-write"],
      `nothing writes "${of}"`,
      `say \`of: ${of}, write: true\` at the query that does, or leave \`on-write\` out`,
    );
}

const idleByChance = (options: KeysOptions): Idle[] => [
  ["keeps", options.keeps !== "LRU", BY_CHANCE],
  ["expires", options.expires !== "after-fill", BY_CHANCE],
  ["stale-while-revalidate", options["stale-while-revalidate"] !== undefined, BY_CHANCE],
  ["fill", options.fill !== "all-at-once", BY_CHANCE],
  ["per", options.per !== "all", BY_CHANCE],
  ["absent", options.absent > 0, BY_CHANCE],
  ["caches-absent", options["caches-absent"], BY_CHANCE],
];

function idleByKey({ capacity, keeps, ttl, expires, absent, ...options }: KeysOptions, asked: Asked): Idle[] {
  const isNeverFull = typeof capacity === "number" && capacity >= asked.popularity.keys;
  return [
    ["keeps", isNeverFull && keeps !== "LRU", "it is never full"],
    ["expires", ttl === undefined && expires !== "after-fill", "without a `ttl`, no key expires"],
    ["caches-absent", options["caches-absent"] && absent === 0, "every key has a value", "absent"],
  ];
}
