/** How a file describes a link: between two ends, or all that leads to a part. */
import { z } from "zod";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import type { Effects } from "../../language/effects.js";
import { name } from "../../language/policies.js";
import {
  bandwidth,
  count,
  distribution,
  distributionOf,
  duration,
  percent,
  SIZE,
} from "../../language/values/index.js";
import { scaled } from "../../language/values/scaled.js";

/** As Linux does at the seventh unanswered try to connect: 1 + 2 + 4 + … + 64 s (tcp_syn_retries 6). */
export const GIVEN_UP_MS = 127_000;

/** What is true of every link. */
export const crossingOptions = () => ({
  time: distribution().optional().describe("Time on the way, each way"),
  loss: percent({ max: 0.99 })
    .prefault("0%")
    .describe("Share of messages that are lost, each time that they are sent: of questions, and of answers"),
  resend: duration({ above: 0, fixed: "a retransmission timeout is drawn from the loss alone" })
    .prefault("200ms")
    .describe(
      "A lost message is sent again after so long, then after twice as long, and so on (RFC 6298, which says 1s; 200ms is the least of Linux)",
    ),
  "give-up": duration({ above: 0, fixed: "a connection is given up after the same time" })
    .prefault(`${GIVEN_UP_MS / 1000}s`)
    .describe("When a message that is lost again and again fails: `no-answer`"),
  bandwidth: bandwidth({ above: 0 })
    .optional()
    .describe("Of each direction, shared equally by all `bytes` that are on the way"),
  connect: connectOption().optional(),
});

const connectOption = () =>
  z
    .union([
      distribution(),
      z
        .strictObject({
          time: distribution().optional().describe("What it takes to set up a connection, such as TCP and TLS"),
          "round-trips": count({ min: 1, max: 20 })
            .optional()
            .describe("Or in times there and back: 2 for TCP and TLS 1.3, 3 with TLS 1.2"),
          keep: duration().prefault("1min").describe("How long an idle connection stays open"),
        })
        .refine(
          (said) => said.time === undefined || said["round-trips"] === undefined,
          "give either a `time` or `round-trips`",
        ),
    ])
    .describe(
      "To set up a connection, paid by a call for which its caller's instance has no idle one that is still open; each request of a traffic source is a user of its own and always pays. A plain time is kept for 1min. For databases it is their own `connect`",
    );

/** What a link's options say. */
export interface Crossed {
  readonly time?: DistributionSpec | undefined;
  readonly loss: number;
  readonly resend: number; // [ms]
  readonly "give-up": number; // [ms]
  readonly bandwidth?: number | undefined; // [bytes/s]
  readonly connect?: DistributionSpec | Connect | undefined;
}

interface Connect {
  readonly time?: DistributionSpec | undefined;
  readonly "round-trips"?: number | undefined;
  readonly keep: number; // [ms]
}

/** What is lost is sent again; the little that is given up after minutes counts as work that is done. */
export const CROSSED_EFFECTS: Effects<Crossed> = {
  time: "known",
  loss: "known",
  resend: "known",
  "give-up": "known",
  bandwidth: "known",
  connect: "known",
};

export const networkLinkOptions = () =>
  z.strictObject({
    between: z
      .tuple([name(), name()])
      .describe("What it joins: each a part, a source of traffic or a region; the same region twice is within it"),
    ...crossingOptions(),
  });

export type NetworkLinkOptions = z.output<ReturnType<typeof networkLinkOptions>>;

/** A part's own `network`: a time, or all that a link may say. */
export const networkOption = () =>
  z
    .union([distribution(), z.strictObject(crossingOptions())])
    .describe(
      "The last of the way to it, for all who ask: a time each way, or all that a link may say; bandwidth is of each instance. It adds to the link between caller and part, if `links` gives one",
    );

/** A plain time is a link that only takes time. */
export const crossedOf = (network: DistributionSpec | Crossed | undefined): Crossed =>
  network === undefined || "kind" in network ? { ...LOSES_NOTHING, time: network } : network;

const LOSES_NOTHING = { loss: 0, resend: 1, "give-up": GIVEN_UP_MS };

/** The set-up of a connection, and how long it is kept [ms]; null where it takes no time. */
export function connectOf({
  connect,
  time,
}: Crossed): { readonly time: DistributionSpec; readonly keepMs: number } | null {
  if (connect === undefined) return null;
  if ("kind" in connect) return { time: connect, keepMs: KEPT_MS };
  const { time: own, "round-trips": trips = ROUND_TRIPS, keep } = connect;
  if (own !== undefined) return { time: own, keepMs: keep };
  return time === undefined ? null : { time: scaled(time, 2 * trips), keepMs: keep };
}

const KEPT_MS = 60_000;
const ROUND_TRIPS = 2;

/** How many bytes a question and its answer have. */
export interface Bytes {
  readonly asks?: DistributionSpec | undefined;
  readonly answers?: DistributionSpec | undefined;
}

export const bytesOption = () =>
  z
    .strictObject({
      asks: distributionOf(SIZE).optional().describe("Of the question"),
      answers: distributionOf(SIZE).optional().describe("Of the answer"),
    })
    .describe("What goes over the links on the way, and takes its time there: `{ asks: 1KB, answers: 50KB }`");

/** So many bytes as a time [ms]. */
export const sentIn = (bytes: DistributionSpec, bytesPerSecond: number): DistributionSpec =>
  scaled(bytes, 1000 / bytesPerSecond);
