/** The offered load of each resource, as `check` prints it. */
import { inline, showRate } from "../../charts/kit/estimate.js";
import { threeDigits, wholeShare } from "../../charts/kit/format.js";
import type { VariantLoads } from "../../experiment/plan/open-study.js";
import type { Study } from "../../experiment/plan/study.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import { KINDS } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";
import { isModule, modulesEver } from "../../model/language/processes.js";
import { isRecord } from "../../model/traffic/rate.js";
import { closingLines, openingLines } from "../../report/kit/answer.js";
import { type Cell, type Column, fittedTable, indented, words } from "../../report/kit/fitted-table.js";
import { paintsOf, type View } from "../../report/kit/view.js";
import { fold } from "../../text/fold.js";
import { plain } from "../../text/safe-text.js";
import { terminalWidth } from "../../text/width.js";
import { checkAnswer } from "./answer.js";
import { growthIn } from "./load-growth.js";
import { growthWords, percent, shareOf, used } from "./load-words.js";
import type { SaturationLine } from "./saturation-words.js";

const MOST_LINES = 26; // Of tables, unless all is asked for: with the answer they fit a screen of 40.

export interface Checked {
  readonly file: string;
  readonly study: Study;
  readonly loads: readonly VariantLoads[];
  readonly simulated: readonly SaturationLine[];
}

export function checkText({ file, study, loads, simulated }: Checked, view: View): string {
  const answer = checkAnswer(file, study, loads, simulated);
  const isRecorded = study.variants.some(({ model }) =>
    Object.values(model.traffic).some(({ rate }) => isRecord(rate)),
  );
  const which = isRecorded ? ", of a record that of its busiest minute or thousand requests" : "";
  const head = fold(`Offered load at the highest rate${which}, without any waiting:`, view.width);
  const shown = tables({ file, study, loads, simulated }, head, view);
  const lines = [
    ...openingLines(answer, view),
    "",
    ...(shown.length === 0 ? [] : [...shown, ""]),
    ...closingLines(answer, view),
  ];
  return `${lines.join("\n")}\n`;
}

function tables({ study, loads, simulated }: Checked, head: readonly string[], view: View): string[] {
  const each = loads.map((one) => [
    ...(loads.length > 1 ? ["", plain(one.variant)] : []),
    ...resourceTable(used(one.resources), view),
    ...besides(study, one.variant, view),
  ]);
  const most = loads.length > 1 && simulated.length > 0 ? ["", ...mostTable(simulated, view)] : [];
  const whole = [...(each.flat().length === 0 ? [] : head), ...each.flat()];
  if (view.verbose || whole.length + most.length <= MOST_LINES) return [...whole, ...most];
  return loads.length > 1 ? [...variantTable(loads, view, most.length), ...most] : whole;
}

/** What stands below the loads of a variant; of one that is alone, its answer says how it grows. */
function besides({ variants, ...study }: Study, name: string, { width }: View): string[] {
  const model = variants.find((each) => each.name === name)?.model;
  if (model === undefined) return [];
  const growth = variants.length > 1 ? growthIn({ variants, ...study }, model) : null;
  const said = [...(growth === null ? [] : [growthWords(growth)]), ...modules(model)];
  return said.flatMap((text) => fold(text, width - 2).map((line, i) => (i === 0 ? "  " : "    ") + line));
}

/** Whose cores modules use, since they have none of their own. */
const modules = (model: Model): string[] =>
  Object.keys(model.parts).flatMap((part) => {
    const inside = isModule(model.parts, KINDS, part) ? [] : modulesEver(model, KINDS, part);
    return inside.length === 0 ? [] : [`in the process of ${part}: ${inside.join(", ")}`];
  });

const OVERLOADED: Readonly<Record<OfferedLoad["queue"], string>> = {
  fits: "",
  grows: "overloaded",
  bounded: "overloaded, bounded",
  unknown: "perhaps overloaded",
};

const RESOURCES: readonly [Column, ...Column[]] = [
  { head: "", width: 32 },
  { head: "", width: 9, isRight: true },
  { head: "", width: 17, gap: 2 },
  { head: "", width: 22, gap: 2 },
];
const MOST_RESOURCES = 20;
const same = (text: string): string => text;

function resourceTable(resources: readonly OfferedLoad[], { width, verbose }: View): string[] {
  const shown = verbose ? resources : resources.slice(0, MOST_RESOURCES);
  const left = resources.slice(shown.length);
  if (shown.length === 0) return [];
  const more =
    left.length === 0 ? [] : [`  and ${left.length} more, at ${percent(shareOf(left[0]!))} or less: --verbose`];
  const [name, ...others] = RESOURCES;
  const columns = [{ ...name, width: name.width + Math.min(12, width - terminalWidth) }, ...others];
  return [...fittedTable(columns, shown.map(loadRow), same, width).slice(1), ...more];
}

function loadRow(load: OfferedLoad): Cell[] {
  const { part, resource, uneven } = load;
  return [
    indented(`${part} ${resource}${uneven === null ? "" : `, busiest of ${uneven.instances}`}`),
    whole(percent(shareOf(load))),
    whole(ofWords(load)),
    whole(noteOf(load)),
  ];
}

function ofWords({ busy, capacity, uneven }: OfferedLoad): string {
  const [asked, there] = uneven === null ? [busy, capacity] : [uneven.busiest, uneven.capacity / uneven.instances];
  return `${threeDigits(asked)} of ${threeDigits(there)}`;
}

function noteOf(load: OfferedLoad): string {
  const { busyAtWorst, capacity, queue } = load;
  const isHidden = shareOf(load) < 1 && busyAtWorst >= capacity;
  const hidden = isHidden ? `${percent(busyAtWorst / capacity)} if all is retried` : "";
  return [OVERLOADED[queue], hidden].filter((each) => each !== "").join(", ");
}

/** Never broken, so that it is read at once. */
const whole = (text: string): Cell => words(text.replaceAll(" ", "\u00a0"), undefined, true);

const VARIANTS: readonly Column[] = [
  { head: "", width: 34 },
  { head: "", width: 17, gap: 2 },
  { head: "", width: 8, isRight: true, gap: 2 },
  { head: "", width: 21, gap: 2 },
];

/** The busiest resource of each variant; of so many that they fill the screen, the worst. */
function variantTable(loads: readonly VariantLoads[], view: View, taken: number): string[] {
  const each = loads.map(({ variant, resources }) => ({ variant, load: used(resources)[0] }));
  const [name, ...others] = VARIANTS;
  const columns = [{ ...name!, width: name!.width + view.width - terminalWidth }, ...others];
  const tableOf = (some: typeof each): string[] =>
    fittedTable(columns, some.map(variantRow), same, view.width).slice(1);
  const room = Math.max(LEAST, MOST_LINES - 2 - taken);
  const worst = each.toSorted((a, b) => size(b.load) - size(a.load));
  let shown = each;
  while (shown.length > 1 && tableOf(shown).length > room) shown = worst.slice(0, shown.length - 1);
  const left = each.length - shown.length;
  return [
    "The busiest of each at the highest rate, without any waiting:",
    ...tableOf(shown),
    paintsOf(view).dim(`  ${left === 0 ? "" : `and ${left} more, no busier; `}every resource of each: --verbose`),
  ];
}

const LEAST = 8;

const variantRow = ({ variant, load }: { variant: string; load: OfferedLoad | undefined }): Cell[] => [
  indented(variant),
  words(load === undefined ? "none is limited" : `${load.part} ${load.resource}`),
  whole(load === undefined ? "" : percent(shareOf(load))),
  whole(load === undefined ? "" : OVERLOADED[load.queue]),
];

const size = (load: OfferedLoad | undefined): number => (load === undefined ? 0 : shareOf(load));

const MOST: readonly Column[] = [
  { head: "", width: 30 },
  { head: "at most", width: 14, isRight: true, gap: 2 },
  { head: "asked for", width: 11, isRight: true, gap: 2 },
  { head: "full then", width: 25, gap: 2 },
];

/** What each variant can do at most, by a backlog that never ends. */
function mostTable(lines: readonly SaturationLine[], view: View): string[] {
  const rows = lines.map(({ variant, saturation }): Cell[] => {
    if (saturation === null) return [indented(variant), whole("unknown"), whole(""), words(NEITHER)];
    const { perSecond, offered, binding } = saturation;
    const isKnown = perSecond.value !== null;
    return [
      indented(variant),
      whole(isKnown ? inline(showRate(perSecond)) : "unknown"),
      whole(isKnown ? wholeShare(offered / perSecond.value!) : ""),
      words(isKnown ? (binding === null ? "" : `${binding.part} ${binding.resource}`) : (perSecond.reason ?? "")),
    ];
  });
  const { dim } = paintsOf(view);
  return [
    ...fold("At most, with an endless backlog, without timeouts and bounds of queues:", view.width),
    ...fittedTable(MOST, rows, dim, view.width),
  ];
}

const NEITHER = "no open traffic, or no limited resource";
