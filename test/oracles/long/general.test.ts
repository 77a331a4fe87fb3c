import { general } from "../cases/general.js";
import { suite } from "../suite.js";

suite(general, "long");
