/** What `headroom ceiling` says first. */
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import type { Answer } from "../kit/answer.js";
import { beyondWords } from "./looks.js";
import { ceilingWords } from "./words.js";

export const ceilingAnswer = (found: CeilingFindings): Answer => ({
  verdict: ceilingWords(found).join(" "),
  tone: found.verdict,
  why: found.beyond === null ? [] : [beyondWords(found, found.beyond)],
  next: null,
});
