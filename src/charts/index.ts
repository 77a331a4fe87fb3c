/** All charts. Each is a pure function from findings to the text of an SVG file. */
import type { Findings } from "../analysis/findings/findings.js";
import { attemptsOverTime } from "./attempts-over-time/attempts-over-time.js";
import { attemptsCaption } from "./attempts-over-time/caption.js";
import { mostRetried } from "./attempts-over-time/retried.js";
import { convergenceCaption, convergenceRows } from "./convergence/caption.js";
import { convergence } from "./convergence/convergence.js";
import { effectsCaption } from "./effects/caption.js";
import { effects } from "./effects/effects.js";
import { figuresCaption } from "./figures/caption.js";
import { figures } from "./figures/figures.js";
import { shownFigures } from "./figures/rows.js";
import type { Caption } from "./kit/caption.js";
import { latencyCaption } from "./latency-over-time/caption.js";
import { latencyOverTime } from "./latency-over-time/latency-over-time.js";
import { loadCaption } from "./load/caption.js";
import { load } from "./load/load.js";
import { pairedDifferenceCaption } from "./paired-difference/caption.js";
import { pairedDifference } from "./paired-difference/paired-difference.js";
import { queueCaption } from "./queue/caption.js";
import { queue } from "./queue/queue.js";
import { queuesIn } from "./queue/queues.js";
import { saturationCaption } from "./saturation-over-time/caption.js";
import { saturationOverTime } from "./saturation-over-time/saturation-over-time.js";
import { shardSkewCaption } from "./shard-skew/caption.js";
import { skews } from "./shard-skew/rows.js";
import { shardSkew } from "./shard-skew/shard-skew.js";
import { theoryCaption, theoryRows } from "./theory/caption.js";
import { theory } from "./theory/theory.js";
import { topologyOverview } from "./topology/overview.js";
import { overviewCaption } from "./topology/overview-caption.js";

export interface Chart {
  readonly name: string; // File name without ".svg".
  readonly caption: (findings: Findings) => Caption;
  readonly draw: (findings: Findings) => string;
  readonly applies: (findings: Findings) => boolean; // False: nothing to show.
}

const hasBins = ({ variants }: Findings) => variants.some(({ overTime }) => overTime.offeredLoad.length > 0);
const hasTheory = (findings: Findings) => theoryRows(findings, 1).rows.length > 0;
const hasSweep = ({ variants }: Findings) => variants.some((variant) => variant.load.length > 0);

const hasLooks = (findings: Findings) => convergenceRows(findings).length > 0;
const hasRetries = (findings: Findings) => mostRetried(findings) !== null;
const hasQueues = (findings: Findings) => queuesIn(findings).length > 0;
const hasFigures = (findings: Findings) => findings.variants.length > 1 && shownFigures(findings).length > 0;
const hasEffects = ({ variants }: Findings) =>
  variants.some(({ overTime }) => (overTime.effects ?? []).some(({ told }) => told.length > 0));
const hasShards = (findings: Findings) => skews(findings).length > 0;
const hasTopology = ({ variants }: Findings) => variants.some(({ topology }) => topology !== undefined);
const hasPairs = ({ comparisons }: Findings) => comparisons.length > 0;

export const charts: readonly Chart[] = [
  { name: "topology", caption: overviewCaption, draw: topologyOverview, applies: hasTopology },
  { name: "figures", caption: figuresCaption, draw: figures, applies: hasFigures },
  { name: "effects", caption: effectsCaption, draw: effects, applies: hasEffects },
  { name: "latency-over-time", caption: latencyCaption, draw: latencyOverTime, applies: hasBins },
  { name: "queue", caption: queueCaption, draw: queue, applies: hasQueues },
  { name: "saturation-over-time", caption: saturationCaption, draw: saturationOverTime, applies: hasBins },
  { name: "attempts-over-time", caption: attemptsCaption, draw: attemptsOverTime, applies: hasRetries },
  { name: "shard-skew", caption: shardSkewCaption, draw: shardSkew, applies: hasShards },
  { name: "load", caption: loadCaption, draw: load, applies: hasSweep },
  { name: "paired-difference", caption: pairedDifferenceCaption, draw: pairedDifference, applies: hasPairs },
  { name: "theory", caption: theoryCaption, draw: theory, applies: hasTheory },
  { name: "convergence", caption: convergenceCaption, draw: convergence, applies: hasLooks },
];

export type { Caption } from "./kit/caption.js";
