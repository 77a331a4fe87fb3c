/** From the paths of requests to a few endpoints: ids and query strings go, and what is rare is one. */

/** `/product/123?q=1` → "/product"; what is not a GET begins with its method. Files are all "static". */
export function normalPath(method: string, path: string): string {
  const bare = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "").replace(/[?#;].*$/s, "");
  const before = method === "" || method === "GET" || method === "HEAD" ? "" : `${method.toUpperCase()} `;
  if (FILE.test(bare) && before === "") return "static";
  const segments = bare.split("/", MOST_SEGMENTS + 6).filter((segment) => segment !== "" && !isId(segment));
  return `${before}/${segments
    .slice(0, MOST_SEGMENTS)
    .map((each) => each.slice(0, LONGEST))
    .join("/")}`;
}

const MOST_SEGMENTS = 3;
const LONGEST = 40;
const FILE =
  /\.(gif|jpe?g|png|svg|ico|webp|avif|css|m?js|map|woff2?|ttf|eot|mp[34]|mpe?g|webm|avi|mov|au|wav|xbm|zip|gz|pdf|txt)$/i;

/** A number, a UUID, a hash, or what is too long to be a name. */
const isId = (segment: string): boolean =>
  /^\d+$/.test(segment) ||
  /^(?=.*\d)[0-9a-f-]{8,}$/i.test(segment) ||
  segment.length > LONGEST ||
  /(\D*\d){5}/.test(segment.slice(0, LONGEST));

export interface Group {
  readonly path: string;
  readonly members: readonly string[]; // Normal paths; empty: all others.
}

const GROUPS = 8;
const ENOUGH = 0.9;

/** The most frequent, cut as short as it takes for a few of them to be nearly all. @param counts by normal path */
export function grouped(counts: ReadonlyMap<string, number>): readonly Group[] {
  const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
  for (let depth = MOST_SEGMENTS; ; depth--) {
    const members = new Map<string, string[]>();
    for (const path of counts.keys()) {
      const short = path
        .split("/")
        .slice(0, depth + 1)
        .join("/");
      members.set(short, [...(members.get(short) ?? []), path]);
    }
    const countOf = (paths: readonly string[]): number => paths.reduce((sum, path) => sum + counts.get(path)!, 0);
    const sorted = [...members]
      .map(([path, paths]) => ({ path, members: paths, count: countOf(paths) }))
      .sort((a, b) => b.count - a.count);
    const most = sorted.length <= GROUPS ? sorted : sorted.slice(0, GROUPS - 1);
    const share = most.reduce((sum, { count }) => sum + count, 0) / all;
    if (sorted.length > GROUPS && share < ENOUGH && depth > 1) continue;
    return sorted.length <= GROUPS ? most : [...most, { path: "other", members: [] }];
  }
}

/** Names for a model file: letters of a to z, digits and hyphens, each once. */
export function endpointNames(paths: readonly string[]): string[] {
  const taken = new Set<string>();
  return paths.map((path, i) => {
    const plain = path
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, LONGEST);
    const name =
      plain === "" ? (path === "/" ? "home" : `path-${i + 1}`) : /^[a-z]/.test(plain) ? plain : `path-${plain}`;
    let own = name;
    for (let n = 2; taken.has(own); n++) own = `${name}-${n}`;
    taken.add(own);
    return own;
  });
}

export const isWriting = (path: string): boolean => /^(POST|PUT|PATCH|DELETE) /.test(path);
