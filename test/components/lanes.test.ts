/** Messages in lanes: one of each at a time, in order, until it is over, whatever comes and goes. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Lanes } from "../../src/components/work-queue/lines/lanes.js";
import { Partitions } from "../../src/components/work-queue/lines/partitions.js";
import { RequestTable } from "../../src/engine/request-table.js";
import { Simulation } from "../../src/engine/simulation.js";
import { WaitingColumns } from "../../src/engine/waiting-queue.js";

const LANES = 3;
const ROWS = 12;

/** The same, told plainly: lists of messages, and who has whose turn. */
class Told {
  readonly waiting: number[] = [];
  readonly holder = new Map<number, number>();
  readonly inWork = new Set<number>();

  mayGoOn(message: number): boolean {
    const lane = message % LANES;
    const holder = this.holder.get(lane);
    if (holder !== undefined) return holder === message;
    return this.waiting.filter((each) => each % LANES === lane)[0] === message;
  }
}

function lanes(workers: number) {
  const simulation = new Simulation();
  const requests = new RequestTable();
  const columns = new WaitingColumns(requests);
  const [laneOf, numberOf] = [requests.int32(), requests.int32()];
  for (let row = 0; row < ROWS; row++) [laneOf.at[row], numberOf.at[row]] = [row % LANES, 0];
  const about = { laneOf, placeOf: (message: number): number => numberOf.at[message]! };
  const byKey = new Lanes(simulation, columns, requests, about, { count: 1, size: workers });
  const options = { partitions: LANES, workers, workersMax: workers, rebalanceMs: 10 };
  const byPartition = new Partitions(simulation, columns, requests, about, options, () => {});
  return { byKey, byPartition, numberOf };
}

type Act = { readonly comes: number } | { readonly leaves: number } | "shift" | "over" | "back";
const act = fc.oneof(
  fc.record({ comes: fc.nat(ROWS - 1) }),
  fc.record({ leaves: fc.nat(ROWS - 1) }),
  fc.constantFrom<Act>("shift", "shift", "over", "over", "back"),
);

it.each(["byKey", "byPartition"] as const)("%s: whoever may go on is the oldest of those that may", (kind) => {
  const agree = (workers: number, acts: readonly Act[]): void => {
    const { [kind]: line, numberOf } = lanes(workers);
    const told = new Told();
    let numbers = 0;
    const server = (message: number): number => (kind === "byKey" ? 0 : (message % LANES) % workers);
    const mayTake = (message: number): boolean => {
      const used = [...told.inWork].filter((each) => server(each) === server(message)).length;
      return used < (kind === "byKey" ? workers : 1) && told.mayGoOn(message);
    };
    for (const one of acts) {
      const [first] = told.inWork;
      if (typeof one === "object" && "comes" in one) {
        const message = one.comes;
        if (told.waiting.includes(message) || [...told.holder.values()].includes(message)) continue;
        numberOf.at[message] = ++numbers;
        line.join(message);
        told.waiting.push(message);
      } else if (typeof one === "object") {
        if (!told.waiting.includes(one.leaves)) continue;
        line.remove(one.leaves);
        told.waiting.splice(told.waiting.indexOf(one.leaves), 1);
        line.over(one.leaves);
        if (told.holder.get(one.leaves % LANES) === one.leaves) told.holder.delete(one.leaves % LANES);
      } else if (one === "shift") {
        const may = told.waiting.filter(mayTake).sort((a, b) => numberOf.at[a]! - numberOf.at[b]!);
        expect(line.isEmpty).toBe(may.length === 0);
        if (may.length === 0) continue;
        expect(line.shift()).toBe(may[0]);
        told.waiting.splice(told.waiting.indexOf(may[0]!), 1);
        told.inWork.add(may[0]!);
        told.holder.set(may[0]! % LANES, may[0]!);
      } else if (first !== undefined) {
        line.left(first);
        told.inWork.delete(first);
        if (one === "over") {
          line.over(first);
          told.holder.delete(first % LANES);
        } else {
          line.join(first); // To be worked on again: it keeps its turn.
          told.waiting.push(first);
        }
      }
      expect(line.length.value).toBe(told.waiting.length);
    }
  };
  fc.assert(fc.property(fc.integer({ min: 1, max: 3 }), fc.array(act, { maxLength: 120, size: "max" }), agree));
});
