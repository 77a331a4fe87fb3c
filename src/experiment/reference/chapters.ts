/** The whole reference: the chapters on models, then those on experiments, claims and figures. */
import { parse } from "yaml";
import type { Chapter } from "../../model/reference/chapter.js";
import type { Known } from "../../model/reference/entries.js";
import { chapterOf, modelChapters } from "../../model/reference/model-chapters.js";
import { experimentSchema } from "../plan/schema.js";
import { EXPERIMENT_EXAMPLES, EXPERIMENT_YAML, VARIANTS_YAML } from "./experiment-examples.js";
import { figuresChapter } from "./figures-chapter.js";

/** @throws NoExample */
export function referenceChapters(): readonly Chapter[] {
  const known: Known = new Map();
  return [...modelChapters(known), experimentChapter(known), claimsChapter(), figuresChapter()];
}

const fenced = (yaml: string): string => `\`\`\`yaml\n${yaml.trim()}\n\`\`\``;

const TEXT: readonly string[] = [
  "An experiment is a file that asks one question of several variants of a model, on the same requests. Variants are written as `variants`, or as a grid of values `over` one `base`; a path such as `db.pool.connections` names a value of a part, `load` is a factor on all traffic, and `mix of users: web.read` a share of a mix.",
  fenced(EXPERIMENT_YAML),
  fenced(VARIANTS_YAML),
  "In a grid each variant is compared with the one that differs by a single thing: with the baseline (of `variants` the first) at the same value of every axis of `over`. `headroom run` draws all of them, with a verdict for each claim; it ends with exit code 99 if one is refuted.",
];

function experimentChapter(known: Known): Chapter {
  return chapterOf(
    {
      title: "Experiments",
      words: ["experiment"],
      text: TEXT,
      in: "the top of an experiment",
      schema: experimentSchema,
      examples: EXPERIMENT_EXAMPLES.map((yaml) => parse(yaml)),
      form: "top",
      hidden: ["version", "title"],
    },
    known,
  );
}

const claimsChapter = (): Chapter => ({
  title: "Claims",
  level: 2,
  words: ["claim"],
  text: [
    "What an experiment is said to show: each is held against the intervals, and holds, is refuted, or stays unknown. Left of the comparison stands a [figure](#figures), with the variant in braces; right of it a limit, another figure, or a multiple of one. `is better`, `is worse`, `is less`, `is more` and `ties` tell of the difference from the baseline, on the same requests.",
    fenced(`claims:
  - p99 of web.page{cache} < 300ms
  - calls of db{one by one} > 5 * calls of db{at once}
  - p99 of web.page{cache} is better
  - goodput{cache} ties`),
  ],
  in: "",
  entries: [],
});
