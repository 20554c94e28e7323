import type * as original from "../../architecture/file";
import { needsNode } from "../needs-node";

const why = "it has no files";
export const saveNet: typeof original.saveNet = needsNode("saveNet", why);
export const loadNet: typeof original.loadNet = needsNode("loadNet", why);
