/** A duration or a distribution as it is written, so many times as long. */

const DURATION = /(\d+(?:\.\d+)?)(?=\s*(?:ns|us|µs|ms|s|min|m|h)\b)/g;

/** "lognormal(mean 60ms, p99 300ms)" by ¼ is "lognormal(mean 15ms, p99 75ms)"; null where no duration is written. */
export function scaledText(text: unknown, factor: number): string | null {
  if (typeof text !== "string") return null;
  const scaled = text.replace(DURATION, (number) => String(Number((Number(number) * factor).toPrecision(3))));
  return scaled === text ? null : scaled;
}
