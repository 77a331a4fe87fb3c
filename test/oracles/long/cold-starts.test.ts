import { coldStarts } from "../cases/cold-starts.js";
import { suite } from "../suite.js";

suite(coldStarts, "long");
