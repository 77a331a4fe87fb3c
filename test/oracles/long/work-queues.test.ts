import { workQueues } from "../cases/work-queues.js";
import { suite } from "../suite.js";

suite(workQueues, "long");
