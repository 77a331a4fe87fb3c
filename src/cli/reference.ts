/** Prints the reference of the language and its figures; `npm run reference` writes it to models/README.md. */
import { figuresReference } from "../experiment/figures/reference.js";
import { reference } from "../model/language/reference.js";
import { stdout } from "./kit/terminals.js";

stdout.write(`${reference()}${figuresReference()}`);
