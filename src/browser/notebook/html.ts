import type { toHtml as original } from "../../notebook/html";
import { needsNode } from "../needs-node";

export const toHtml: typeof original = needsNode("toHtml", "show(figure) shows a chart in it");
