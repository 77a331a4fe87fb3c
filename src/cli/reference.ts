/** Prints the language's reference; `npm run reference` writes it to models/README.md. */
import { reference } from "../model/reference.js";
import { stdout } from "./terminals.js";

stdout.write(reference());
