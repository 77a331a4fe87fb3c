/** The offered load of each resource, as `check` prints it. */
import { duration, threeDigits } from "../../charts/kit/format.js";
import type { VariantLoads } from "../../experiment/plan/open-study.js";
import type { Study } from "../../experiment/plan/study.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import { KINDS } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";
import { isModule, modulesEver } from "../../model/language/processes.js";
import { usersIn } from "../../model/traffic/load-factor.js";
import { isRecord } from "../../model/traffic/rate.js";
import { type Cell, type Column, fittedTable, indented, words } from "../../report/kit/fitted-table.js";
import { fold } from "../../text/fold.js";
import { plain } from "../../text/safe-text.js";
import { growthIn, type LoadGrowth } from "./load-growth.js";

export function loadTable(study: Study, loads: readonly VariantLoads[]): string {
  const isRecorded = study.variants.some(({ model }) =>
    Object.values(model.traffic).some(({ rate }) => isRecord(rate)),
  );
  const which = isRecorded ? ", of a record that of its busiest minute or thousand requests" : "";
  const head = `Offered load at the highest rate${which}, without any waiting:`;
  const lines = [...fold(`${study.title}: valid.`), "", ...fold(head)];
  for (const { variant, resources } of loads) {
    if (loads.length > 1) lines.push("", plain(variant));
    const asked = resources
      .filter(({ busy }) => busy > 0)
      .sort((a, b) => b.busy / b.capacity - a.busy / a.capacity)
      .map(loadRow);
    const said = asked.length === 0 ? [] : fittedTable(COLUMNS, asked, (same) => same).slice(1);
    const model = study.variants.find(({ name }) => name === variant)?.model;
    const isWithUsers = model !== undefined && usersIn(model) > 0;
    if (asked.length === 0 && !isWithUsers) said.push("  none: no limited resource is used");
    if (isWithUsers) said.push("  and what closed users ask for, as they are answered: only a run can tell");
    if (model !== undefined) said.push(...grown(growthIn(study, model)), ...modules(model));
    lines.push(...said);
  }
  return `${lines.join("\n")}\n`;
}

/** Whose cores modules use, since they have none of their own. */
const modules = (model: Model): string[] =>
  Object.keys(model.parts).flatMap((part) => {
    const inside = isModule(model.parts, KINDS, part) ? [] : modulesEver(model, KINDS, part);
    if (inside.length === 0) return [];
    return fold(`in the process of ${part}: ${inside.join(", ")}`, 78).map(
      (line, i) => (i === 0 ? "  " : "    ") + line,
    );
  });

function grown(growth: LoadGrowth | null): string[] {
  if (growth === null) return [];
  const { untilMs, resources, outgrown } = growth;
  const [most] = resources.toSorted((a, b) => b.busy / b.capacity - a.busy / a.capacity);
  const share = most === undefined ? "" : `${most.part} ${most.resource} at ${percent(most.busy / most.capacity)}`;
  const full =
    outgrown === null
      ? "none is full within ten years"
      : `${outgrown.part} ${outgrown.resource} is full after ${duration(outgrown.atMs)}`;
  return fold(`it grows: at the end of a run, after ${duration(untilMs)}, ${share}; ${full}`, 78).map(
    (line, i) => (i === 0 ? "  " : "    ") + line,
  );
}

const OVERLOADED: Readonly<Record<OfferedLoad["queue"], string>> = {
  fits: "",
  grows: "overloaded",
  bounded: "overloaded, bounded",
  unknown: "perhaps overloaded",
};

const COLUMNS: readonly Column[] = [
  { head: "", width: 34 },
  { head: "", width: 9, isRight: true },
  { head: "", width: 14, gap: 2 },
  { head: "", width: 22, gap: 2 },
];

function loadRow({ part, resource, busy, busyAtWorst, capacity, queue, uneven }: OfferedLoad): Cell[] {
  const share = busy / capacity;
  const [used, there] = uneven === null ? [busy, capacity] : [uneven.busiest, uneven.capacity / uneven.instances];
  const hidden = share < 1 && busyAtWorst >= capacity ? `${percent(busyAtWorst / capacity)} if all is retried` : "";
  return [
    indented(`${part} ${resource}${uneven === null ? "" : `, busiest of ${uneven.instances}`}`),
    words(percent(share), undefined, true),
    words(`${threeDigits(used)} of ${threeDigits(there)}`),
    words([OVERLOADED[queue], hidden].filter((each) => each !== "").join(", ")),
  ];
}

/** Never rounds a small share to 0% nor a large one to 100%. */
function percent(share: number): string {
  if (share > 0 && share < 0.0001) return "<0.01%";
  return share > 0.999 && share < 1 ? ">99.9%" : `${threeDigits(share * 100)}%`;
}
