import { retries } from "../cases/retries.js";
import { suite } from "../suite.js";

suite(retries, "long");
