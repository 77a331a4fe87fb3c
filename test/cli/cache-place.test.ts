/** Where runs are kept, or that they are not. */
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cachePlace } from "../../src/cli/kit/flags.js";
import { emptyFolder, filesIn, fixture, headroom } from "./headroom.js";

it.each([
  [{}, {}, "linux", join(homedir(), ".cache/headroom")],
  [{}, {}, "darwin", join(homedir(), "Library/Caches/headroom")],
  [{}, {}, "win32", join(homedir(), "AppData/Local/headroom")],
  [{}, { LOCALAPPDATA: "/local" }, "win32", "/local/headroom"],
  [{}, { XDG_CACHE_HOME: "/xdg" }, "linux", "/xdg/headroom"],
  [{}, { XDG_CACHE_HOME: "/xdg", HEADROOM_CACHE: "" }, "linux", "/xdg/headroom"],
  [{ cache: true }, { HEADROOM_CACHE: "/ours", XDG_CACHE_HOME: "/xdg" }, "linux", "/ours"],
  [{ cache: true }, { HEADROOM_CACHE: "off" }, "linux", null],
  [{ cache: "/flag" }, { HEADROOM_CACHE: "off" }, "linux", "/flag"],
  [{ cache: false }, { HEADROOM_CACHE: "/ours" }, "linux", null],
] as const)("%j with %j on %s: %s", (flags, env, platform, place) =>
  expect(cachePlace(flags, env, platform)).toBe(place),
);

it("HEADROOM_CACHE=off keeps nothing, nowhere; a folder keeps runs there", () => {
  const [system, ours, cwd] = [emptyFolder(), emptyFolder(), emptyFolder()];
  const args = ["run", fixture("small.yaml"), "--duration", "1s", "--out", "out"];
  const kept = (HEADROOM_CACHE: string) => {
    headroom(args, { cwd, env: { XDG_CACHE_HOME: system, HEADROOM_CACHE } });
    return [system, ours].map((folder) => Object.keys(filesIn(folder)).length > 0);
  };
  expect(kept("off")).toEqual([false, false]);
  expect(filesIn(join(cwd, "off"))).toEqual({});
  expect(kept(ours)).toEqual([false, true]);
  expect(kept("")).toEqual([true, true]);
});
