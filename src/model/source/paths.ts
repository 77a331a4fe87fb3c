/** File paths as text, so that they also work in a browser. */

/** `models` of `models/shop.yaml`; "" when the file is named alone. */
export const folderOf = (file: string): string => file.slice(0, Math.max(0, lastSlash(file)));

/** `relative` as seen from the folder of `file`: `../a.yaml` from `x/y/b.yaml` is `x/a.yaml`. */
export function resolveFrom(file: string, relative: string): string {
  if (/^([\\/]|[A-Za-z]:[\\/])/.test(relative)) return relative;
  const base = file.slice(0, lastSlash(file) + 1);
  const absolute = /^[\\/]/.test(base) ? "/" : "";
  const parts: string[] = [];
  for (const part of (base + relative).split(/[\\/]/)) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || absolute === "") parts.push(part);
  }
  return absolute + parts.join("/");
}

export const fileNameOf = (file: string): string => file.slice(lastSlash(file) + 1);

const lastSlash = (file: string): number => Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\"));
