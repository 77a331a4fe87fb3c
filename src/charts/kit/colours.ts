/**
 * The palette: what each colour means, in light and in dark.
 *
 * The light colour is written as a presentation attribute, so that any renderer shows it; the dark one is
 * an override by class in the one `<style>` of the chart. Lines have a contrast of at least 3:1 with the
 * paper and text of at least 4.5:1, which a test checks. From Okabe and Ito's colour-blind safe set.
 */
interface Tone {
  readonly light: string;
  readonly dark: string;
}

export const tones = {
  paper: { light: "#ffffff", dark: "#15181c" },
  ink: { light: "#1f2429", dark: "#e9ecef" },
  muted: { light: "#59636e", dark: "#a6afb8" },
  grid: { light: "#e1e5e9", dark: "#2f363d" },
  cell: { light: "#f3f5f7", dark: "#1e2328" }, // Background of a small panel.
  spike: { light: "#f6e7bd", dark: "#4a3d17" }, // Fills only: too light for a line.
  latency: { light: "#0072b2", dark: "#5bb8f0" },
  median: { light: "#5a6673", dark: "#b4bdc6" },
  traffic: { light: "#b9c2cb", dark: "#57626d" }, // Fills only.
  busy: { light: "#8ab6d6", dark: "#3c7299" }, // Fills only.
  bad: { light: "#b8500a", dark: "#ff9a57" },
  badFill: { light: "#e0762f", dark: "#e5762c" }, // Fills only.
  good: { light: "#00795a", dark: "#3fd0a4" },
  series0: { light: "#59636e", dark: "#b4bdc6" },
  series1: { light: "#b8500a", dark: "#ff9a57" },
  series2: { light: "#a8507f", dark: "#ef9cc9" },
  series3: { light: "#806600", dark: "#e3c44d" },
  series4: { light: "#00795a", dark: "#3fd0a4" },
  series5: { light: "#0072b2", dark: "#5bb8f0" },
  series6: { light: "#6a4fc0", dark: "#b9a6ff" },
} as const satisfies Record<string, Tone>;

export type ToneName = keyof typeof tones;

const seriesCount = 7;

/** Colours repeat when series outnumber them; numbers tell the series apart. */
export function seriesTone(index: number): ToneName {
  return `series${index % seriesCount}` as ToneName;
}

/** Attributes that paint a mark: the light colour directly, the dark one by class. */
export function paint(colours: { readonly fill?: ToneName | undefined; readonly stroke?: ToneName | undefined }) {
  const { fill, stroke } = colours;
  const classes = [fill && `f-${fill}`, stroke && `s-${stroke}`].filter((name) => name !== undefined);
  return {
    fill: fill === undefined ? "none" : tones[fill].light,
    stroke: stroke === undefined ? undefined : tones[stroke].light,
    class: classes.length === 0 ? undefined : classes.join(" "),
  };
}

/** The dark overrides. Any style rule beats an attribute, so no `!important` is needed. */
export function darkStyle(): string {
  const rules = Object.entries(tones).flatMap(([name, { dark }]) => [
    `.headroom .f-${name}{fill:${dark}}`,
    `.headroom .s-${name}{stroke:${dark}}`,
  ]);
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}
