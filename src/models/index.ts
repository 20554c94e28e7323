export type { ModelBatch, ModelTensors } from "./batch";
export type { ModelGradientEvent, ModelLayerGradients } from "./gradients";
export type { LayersModelLike } from "./layers-model";
export type { ModelLayerReport, ModelParameterGradient, ModelReport } from "./measure-model";
export { layersModel, type ModelListenerOptions, ProbedModel } from "./probed-model";
export type { ModelLayerHistory, ModelRun } from "./record";
