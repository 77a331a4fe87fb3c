import { firstCustomers } from "../cases/first-customers.js";
import { suite } from "../suite.js";

suite(firstCustomers, "long");
