import { databases } from "../cases/databases.js";
import { suite } from "../suite.js";

suite(databases, "long");
