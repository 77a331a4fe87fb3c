import type { NetworkLinkOptions } from "./options.js";

/** The names of both directions, as resources. */
export const directionsOf = ({ between: [one, other] }: Pick<NetworkLinkOptions, "between">) =>
  one === other ? { there: "there", back: "back" } : { there: `to ${other}`, back: `to ${one}` };

/** Of what leads to a part. */
export const TO_PART = { there: "network in", back: "network out" } as const;
