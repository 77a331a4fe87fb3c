import { measurement } from "../cases/measurement.js";
import { suite } from "../suite.js";

suite(measurement, "long");
