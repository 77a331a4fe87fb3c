/** Where measurements are kept between runs. */
import { homedir } from "node:os";
import { join } from "node:path";

export interface CacheFlags {
  readonly cache?: string | boolean; // A folder; false: --no-cache.
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder: the flag, else HEADROOM_CACHE, else the system's cache folder; null: no cache. */
export function cachePlace({ cache }: CacheFlags, env: Environment, platform: NodeJS.Platform): string | null {
  if (typeof cache === "string") return cache;
  if (cache === false || env.HEADROOM_CACHE === "off") return null;
  return env.HEADROOM_CACHE || join(ofSystem(env, platform), "headroom");
}

function ofSystem(env: Environment, platform: NodeJS.Platform): string {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (platform === "win32") return env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  return platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
