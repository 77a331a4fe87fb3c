/** Flags as they are typed: " --seed 1 --warm-up 2s". What is undefined was not said. */
export function flagWords(flags: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(flags)
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${quoted(String(value))}`]))
    .join("");
}

export const percentFlag = (share: number): string => `${Number((share * 100).toPrecision(12))}%`;

/** As bash reads it: in quotes where it is more than one plain word. */
const quoted = (text: string): string => (/^[\w./:%=,@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
