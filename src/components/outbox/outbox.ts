/** An outbox: rows that transactions commit, and the relay that publishes them. */
import type { Flow } from "../../engine/flow.js";
import type { PartMeter } from "../../engine/meters.js";
import type { Program } from "../../engine/program.js";
import { NOTHING } from "../../engine/step.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";
import type { Transaction } from "../database/transaction.js";
import { Hook } from "../steps/instant-step.js";
import { visitWithin } from "../steps/visit.js";
import { Relay, type RelayOptions } from "./relay.js";
import { OutboxRows } from "./rows.js";

export class Outbox {
  readonly meter: PartMeter;
  readonly relay: Relay;
  private readonly rows: OutboxRows;

  constructor(flow: Flow, name: string, options: RelayOptions, columns: WaitingColumns) {
    this.rows = new OutboxRows(flow, columns);
    this.relay = new Relay(flow, this.rows, options);
    const measures = [...this.rows.measures, ...this.relay.measures, ...(options.breakdowns?.measures ?? [])];
    this.meter = { name, type: "outbox", resources: [this.rows.meter], measures };
  }

  /**
   * Writes a row into a transaction: it is there from the commit, and never if that is rolled back.
   *
   * @param times how many messages the request has published here, from 1: each brings work of its own
   */
  write(program: Program, transaction: Transaction, times: number): void {
    const { rows } = this;
    const write = {
      about: null,
      to: null,
      commits: NOTHING,
      tells: (request: number, visit: number, round: number): void =>
        rows.add(request, times > 1 ? visitWithin(visit, times, 0) : visit, round),
    };
    program.add(new Hook((request) => transaction.note(request, write)));
  }
}
