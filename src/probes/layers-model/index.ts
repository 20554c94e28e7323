export { attach, type ModelGradientEvent } from "./attach";
export type { ModelLayerGradients, ModelParameterGradient } from "./gradients";
export type { LayersModelLike } from "./layers-model";
export { measureModel, type ModelReport } from "./measure-model";
