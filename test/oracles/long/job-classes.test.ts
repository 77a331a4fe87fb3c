import { jobClasses } from "../cases/job-classes.js";
import { suite } from "../suite.js";

suite(jobClasses, "long");
