import { fanOuts } from "../cases/fan-out.js";
import { suite } from "../suite.js";

suite(fanOuts, "long");
