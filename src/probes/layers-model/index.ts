export { attach, type ModelGradientEvent } from "./attach";
export type { ModelBatch, ModelTensors } from "./batch";
export type { ModelLayerGradients, ModelParameterGradient } from "./gradients";
export type { LayersModelLike } from "./layers-model";
export type { ModelReport } from "./measure-model";
