import { needsNode } from "../../needs-node";

export const fileText = needsNode("fromCsv of a file", "it takes the text itself, of several lines");
