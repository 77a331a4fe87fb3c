/** What load balancers call the policies here. */
import type { OtherWords } from "../../../language/other-words.js";

export const BALANCE_WORDS: OtherWords = {
  words: {
    "round-robin": "rr roundrobin weighted-round-robin wrr smooth",
    random: "rand uniform",
    "least-connections":
      "least-conn leastconn lc least-request least-requests least-outstanding least-outstanding-requests jsq " +
      "join-shortest-queue shortest-queue least-loaded",
    "power-of-two": "p2c power-of-two-choices two-choices random-two po2",
    "join-idle-queue": "jiq",
    "least-work": "least-work-left lwl",
  },
};
