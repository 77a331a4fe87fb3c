/** Messages that were published and never done, in sentences: what became of them. */
import type { Estimate, Findings } from "../../analysis/findings/findings.js";
import { inline, showDuration, showShare } from "../../charts/kit/estimate.js";
import { BAD } from "../../charts/kit/untrue.js";
import { list, named } from "../../charts/kit/words.js";
import { allQueues } from "../../charts/queue/queues.js";
import { clean } from "../../text/safe-text.js";

const MOST_NAMED = 3;

/** Measures that are shares of messages. */
const LOST: Readonly<Record<string, (part: string) => string>> = {
  expired: (part) => `Messages of ${part} that expired before a worker began with them`,
  droppedMessages: (part) => `Messages of ${part} that were dropped for want of room`,
  parked: (part) => `Messages of ${part} that were parked`,
  undelivered: (part) => `Messages of ${part} that a subscriber refused`,
};

interface Share {
  readonly variant: number;
  readonly share: Estimate;
}

/** "Messages of mails that were parked: 12% ±1 (“poison”)." Of several variants the worst, and who else. */
export const messageWords = (findings: Findings): string[] => [
  ...noneDone(findings),
  ...lostWords(findings),
  ...heldWords(findings),
];

const lostWords = (findings: Findings): string[] =>
  partsOf(findings).flatMap((part) =>
    Object.entries(LOST).flatMap(([measure, what]) => {
      const shares = sharesOf(findings, part, measure);
      if (shares.length === 0) return [];
      const some = shares.slice(0, MOST_NAMED).map((each) => shareWords(findings, each));
      const others = shares.slice(MOST_NAMED).map(({ variant }) => variant);
      const less =
        others.length === 0
          ? []
          : [
              `less in ${named(
                findings,
                others.toSorted((a, b) => a - b),
              )}`,
            ];
      return [`${what(clean(part))}: ${[...some, ...less].join("; ")}.`];
    }),
  );

const partsOf = ({ variants }: Findings): string[] => [...new Set(variants.flatMap(({ parts }) => Object.keys(parts)))];

/** The largest first; those that are hardly any are left out. */
const sharesOf = ({ variants }: Findings, part: string, measure: string): Share[] =>
  variants
    .flatMap(({ parts }, variant): Share[] => {
      const share = Object.hasOwn(parts, part) ? parts[part]!.measures[measure] : undefined;
      return (share?.value ?? 0) < BAD ? [] : [{ variant, share: share! }];
    })
    .toSorted((a, b) => b.share.value! - a.share.value!);

const shareWords = (findings: Findings, { variant, share }: Share): string =>
  `${inline(showShare(share))}${whereWords(findings, variant)}`;

const whereWords = (findings: Findings, variant: number): string =>
  findings.variants.length === 1 ? "" : ` (${named(findings, [variant])})`;

const MUCH_OLDER = 10; // Than those that were published were in the mean.

/** Where an outbox has not published what was written: its lag counts only what was. */
const heldWords = (findings: Findings): string[] =>
  partsOf(findings).flatMap((part) => {
    const held = findings.variants.flatMap(({ parts }, variant): Share[] => {
      const { publishingLagMs, oldestMsMax } = Object.hasOwn(parts, part) ? parts[part]!.measures : {};
      if (publishingLagMs === undefined || (oldestMsMax?.value ?? 0) === 0) return [];
      return oldestMsMax!.value! < MUCH_OLDER * (publishingLagMs.value ?? 0) ? [] : [{ variant, share: oldestMsMax! }];
    });
    const each = held.map(({ variant, share }) => `${inline(showDuration(share))}${whereWords(findings, variant)}`);
    return each.length === 0 ? [] : [`Messages waited in ${clean(part)} to be published, at most: ${each.join("; ")}.`];
  });

/** Why no time until done is known: none was done. */
const noneDone = (findings: Findings): string[] =>
  allQueues(findings).flatMap(({ part, lines }) => {
    const none = lines.map(({ variant }) => variant).filter((variant) => isNoneDone(findings, variant, part));
    if (none.length === 0) return [];
    const where = findings.variants.length === 1 ? "" : ` in ${list([named(findings, none)])}`;
    return [`Within the time counted, no message of ${clean(part)} was done${where}.`];
  });

/** None is over, or each that is over failed. */
function isNoneDone({ variants }: Findings, variant: number, part: string): boolean {
  const measures = variants[variant]!.parts[part]?.measures ?? {};
  const failed = measures.failedMessages?.value;
  return (failed === null || failed === 1) && measures.completionMs?.value === null;
}
