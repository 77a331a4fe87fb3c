/** Asks on a terminal what flags and recordings leave open. An empty answer is a guess, which is said before. */
import type { Readable, Writable } from "node:stream";
import { intro, isCancel, log, multiselect, text } from "@clack/prompts";
import { ASKED, type Given, KEYS, type Key } from "../../experiment/init/asked.js";
import { Mistake, QUESTIONS } from "../../experiment/init/questions.js";
import { settle } from "../../experiment/init/settled.js";
import { contradictions, SHAPES } from "../../experiment/init/shapes.js";

export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
}

/** @param told what a recording says @returns null if it was cancelled */
export async function ask(given: Given, told: Given, streams: Streams): Promise<Given | null> {
  let answers = given;
  intro("A first model of your system. Enter leaves a guess, which the files will name.", streams);
  for (const key of KEYS) {
    if (told[key] !== undefined || answers[key] !== undefined || !isAsked(key, answers)) continue;
    const answer = key === "shape" ? await askShape(streams) : await askValue(key, { ...told, ...answers }, streams);
    if (isCancel(answer)) return null;
    if (answer !== undefined) answers = { ...answers, [key]: answer };
  }
  return answers;
}

/** Whether the system has what it is about. */
function isAsked(key: Key, { shape = [] }: Given): boolean {
  if (ASKED[key].asks === null) return false;
  if (key === "pool") return shape.some((name) => SHAPES[name]?.takesPool);
  return !shape.includes("one-machine") || (key !== "nodes" && key !== "dbCores");
}

/** Asks until what is chosen goes together. */
async function askShape(streams: Streams): Promise<readonly string[] | symbol> {
  for (let chosen: readonly string[] = ["own-database"]; ; ) {
    const answer = await multiselect({
      message: `${ASKED.shape.asks} Space selects.`,
      options: Object.entries(SHAPES).map(([value, { says }]) => ({ value, label: says })),
      initialValues: chosen,
      required: true,
      ...streams,
    });
    if (isCancel(answer)) return answer;
    const [wrong] = contradictions(answer);
    if (wrong === undefined) return answer;
    log.error(wrong.replace("--shape: ", ""), streams);
    chosen = answer;
  }
}

/** Asks until the answer can be read and contradicts no other. */
async function askValue(key: Key, answers: Given, streams: Streams): Promise<unknown> {
  const { read, guess, write } = QUESTIONS[key] as (typeof QUESTIONS)["nodes"];
  const guessed = guess(answers);
  const written = await text({
    message: ASKED[key].asks ?? "",
    placeholder: guessed === 0 ? "not known" : `not known: ${write(guessed)} is assumed`,
    defaultValue: "",
    validate: (typed = "") => {
      if (typed.trim() === "") return undefined;
      const value = read(typed);
      if (value instanceof Mistake) return value.message;
      return settle({ ...answers, [key]: value }, null).mistakes[0]?.replaceAll("--", ""); // Of no flag.
    },
    ...streams,
  });
  if (isCancel(written)) return written;
  return written.trim() === "" ? undefined : read(written);
}
