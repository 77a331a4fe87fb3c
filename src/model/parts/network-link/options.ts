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
  time: distribution().optional().describe("Time on the way, in each direction"),
  loss: percent({ max: 0.99 })
    .prefault("0%")
    .describe("Share of messages, requests and answers alike, that are lost each time they are sent"),
  resend: duration({ above: 0, fixed: "a retransmission timeout is drawn from the loss alone" })
    .prefault("200ms")
    .describe(
      "A lost message is sent again after this time, then after twice that, and so on (RFC 6298 says 1s; Linux starts from 200ms)",
    ),
  "give-up": duration({ above: 0, fixed: "a connection is given up after the same time" })
    .prefault(`${GIVEN_UP_MS / 1000}s`)
    .describe("How long a message that is lost again and again is sent anew, before it fails with `no-answer`"),
  bandwidth: bandwidth({ above: 0 })
    .optional()
    .describe("Bandwidth of each direction, shared equally by all `bytes` on the way"),
  connect: connectOption().optional(),
});

const connectOption = () =>
  z
    .union([
      distribution(),
      z
        .strictObject({
          time: distribution().optional().describe("Time to set up a connection, such as TCP and TLS"),
          "round-trips": count({ min: 1, max: 20 })
            .optional()
            .describe("The same in round trips, instead of `time`: 2 for TCP and TLS 1.3, 3 with TLS 1.2"),
          keep: duration().prefault("1min").describe("How long an idle connection stays open"),
        })
        .refine(
          (said) => said.time === undefined || said["round-trips"] === undefined,
          "give either a `time` or `round-trips`",
        ),
    ])
    .describe(
      "Time to set up a connection. A call pays it when its caller's instance has no idle connection open; a request from a traffic source always does, since each is another user. A plain time keeps connections open for 1min. Databases have a `connect` of their own",
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
      "The network in front of it, for all callers: time in each direction, or a map with all that a link may have; the bandwidth is that of each instance. A link between caller and part comes on top",
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
      asks: distributionOf(SIZE).optional().describe("Size of the request"),
      answers: distributionOf(SIZE).optional().describe("Size of the answer"),
    })
    .describe("Sizes of request and answer, which take time where a link on the way has a `bandwidth`");

/** So many bytes as a time [ms]. */
export const sentIn = (bytes: DistributionSpec, bytesPerSecond: number): DistributionSpec =>
  scaled(bytes, 1000 / bytesPerSecond);
