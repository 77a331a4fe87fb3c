/** The closed forms, the most telling first. A new one is its file and its line here. */
import type { Form, Question } from "../form.js";
import { noLine } from "./erlang-b.js";
import { generalServers } from "./general-servers.js";
import { renewalArrivals } from "./gim1.js";
import { impatience } from "./impatience.js";
import { slotsInFront } from "./load-dependent.js";
import { constantService } from "./mdc.js";
import { oneServer } from "./mg1.js";
import { markovian } from "./mmc.js";
import { limitedLine } from "./mmck.js";
import { processorSharing } from "./processor-sharing.js";

const FORMS: readonly ((question: Question) => Form | null)[] = [
  noLine,
  limitedLine,
  impatience,
  processorSharing,
  markovian,
  constantService,
  oneServer,
  renewalArrivals,
  slotsInFront,
  generalServers,
];

export function formOf(question: Question): Form | null {
  for (const form of FORMS) {
    const found = form(question);
    if (found !== null) return found;
  }
  return null;
}
