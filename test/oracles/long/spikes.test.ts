import { spikes } from "../cases/spikes.js";
import { suite } from "../suite.js";

suite(spikes, "long");
