/** What each resource is asked for, as `check` prints it. */
import type { VariantLoads } from "../experiment/open-study.js";
import type { Study } from "../experiment/study.js";

const WIDTH = 80;

export function loadTable(study: Study, loads: readonly VariantLoads[]): string {
  const lines = [`${study.title}: valid.`, "", "Offered load at the highest rate, if nobody ever waited:"];
  for (const { variant, resources } of loads) {
    if (loads.length > 1) lines.push("", variant);
    for (const { part, resource, busy, busyAtWorst, capacity } of [...resources].sort(
      (a, b) => b.busy / b.capacity - a.busy / a.capacity,
    )) {
      if (busy === 0) continue;
      const share = busy / capacity;
      const label = `  ${part} ${resource}`.padEnd(34).slice(0, 34);
      const figures = `${percent(share).padStart(9)}  ${Number(busy.toPrecision(3))} of ${Number(capacity.toPrecision(3))}`;
      const hidden =
        share < 1 && busyAtWorst >= capacity ? `  ${percent(busyAtWorst / capacity)} if all is retried` : "";
      lines.push(`${label}${figures}${share >= 1 ? "  overloaded" : hidden}`.slice(0, WIDTH));
    }
  }
  return `${lines.join("\n")}\n`;
}

const percent = (share: number): string => share.toLocaleString("en", { style: "percent", maximumFractionDigits: 1 });
