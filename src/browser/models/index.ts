import type * as original from "../../models";
import { needsNode } from "../needs-node";

export type * from "../../models";

const refuse = needsNode("layersModel", "it has no TensorFlow.js, which such a model is made of");
export const layersModel: typeof original.layersModel = refuse;
export const ProbedModel = function ProbedModel() {
  refuse();
} as unknown as typeof original.ProbedModel;
