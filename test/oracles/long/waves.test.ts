import { waves } from "../cases/waves.js";
import { suite } from "../suite.js";

suite(waves, "long");
