import type * as original from "../../data/mnist";
import { needsNode } from "../needs-node";

const instead = "digits({ seed: 1 }) makes images of its own";
export const mnist: typeof original.mnist = needsNode("mnist", instead);
export const mnistFirst1000: typeof original.mnistFirst1000 = needsNode("mnistFirst1000", instead);
