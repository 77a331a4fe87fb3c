/** Prints the reference of the language and its figures; `npm run reference` writes it to models/README.md. */
import { referenceChapters } from "../../experiment/reference/chapters.js";
import { stdout } from "../kit/terminals.js";
import { referencePage } from "./markdown.js";

stdout.write(referencePage(referenceChapters()));
