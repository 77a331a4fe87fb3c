/** What poolers call what a pooler here has. */
import type { OtherWords } from "../../language/other-words.js";
import { LEFT_OUT } from "../shared/other-words.js";

export const POOLER_WORDS: OtherWords = {
  keys: {
    mode: "pool-mode",
    connections: "default-pool-size pool-size max-db-connections server-connections max-pool-size size",
    clients: "max-client-conn max-clients max-client-connections client-connections",
    idle: "min-pool-size",
    acquire: "query-wait-timeout timeout",
    "idle-for": "server-idle-timeout",
    "max-lifetime": "server-lifetime",
  },
  leftOut: LEFT_OUT,
};
