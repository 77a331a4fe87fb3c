/** Commands that the program prints, as they are typed: quoted for a POSIX shell where a word is more than plain. */

export const quoted = (word: string): string =>
  /^[\w./:=,%@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** `npx headroom run 'my shop.yaml'`. */
export const headroomCommand = (...words: readonly string[]): string =>
  ["npx headroom", ...words.map(quoted)].join(" ");

/** Flags as they are typed: " --seed 1 --warm-up 2s". Undefined ones are left out. */
export function flagWords(flags: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(flags)
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${quoted(String(value))}`]))
    .join("");
}

export const percentFlag = (share: number): string => `${Number((share * 100).toPrecision(12))}%`;
