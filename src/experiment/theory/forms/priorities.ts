/** A queue with priorities, without preemption: Cobham's M/G/1, Kella and Yechiali's M/M/c. */
import { erlangC } from "../../../analysis/theory/mmc.js";
import { priorityWaits, priorityWaitsOfServers } from "../../../analysis/theory/priorities.js";
import { type ClassShare, type Form, isPlainLine, meanWait, momentsOf, type Question } from "../form.js";
import { odditiesOf } from "../oddities.js";

export function prioritisedLine(question: Question): Form | null {
  const { station, perMs, law, arrivals, classes } = question;
  const isOnly = odditiesOf(station).every((oddity) => oddity === "classes");
  if (!isOnly || law === null || arrivals !== "poisson" || !isPlainLine(question)) return null;
  const { servers } = station;
  const isExponential = law.shape === "exponential"; // Of all classes together: then each is, at the same rate.
  if (servers !== 1 && !isExponential) return null;
  const waits = isExponential
    ? priorityWaitsOfServers(
        classes.map((each) => each.perMs),
        1 / law.mean,
        servers,
      )
    : priorityWaits(classes.map(asTheory));
  const of = classes.map((each, rank) => ({ waitMs: waits[rank]!, workMs: each.law!.mean }));
  const mean = of.reduce((sum, { waitMs }, rank) => sum + (classes[rank]!.perMs / perMs) * waitMs, 0);
  return {
    name: `M/${isExponential ? "M" : "G"}/${servers} priority`,
    why: null,
    says: [meanWait(mean, erlangC(servers, perMs * law.mean))],
    meanWaitMs: mean,
    meanInsideMs: null,
    classes: of,
  };
}

const asTheory = ({ perMs, law }: ClassShare) => ({
  lambda: perMs,
  service: momentsOf(law!),
});
