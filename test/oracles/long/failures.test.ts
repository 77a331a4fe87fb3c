import { failures } from "../cases/failures.js";
import { suite } from "../suite.js";

suite(failures, "long");
