import { caches } from "../cases/caches.js";
import { suite } from "../suite.js";

suite(caches, "long");
