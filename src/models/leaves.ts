import { compiledOf, type LayerLike, type LayersModelLike, type LayerVariable } from "./layers-model";

/** A layer that is no model itself. */
export interface Leaf {
  /** Its name, after those of the models that it lies in: "base/dense_Dense1". */
  readonly name: string;
  readonly layer: LayerLike;
}

/** A layer with parameters that are trained. */
export interface TrainedLayer extends Leaf {
  /** Its place among the trained layers, from 1. */
  readonly index: number;
  readonly parameters: readonly LayerVariable[];
}

/** A model of the reader's, or one within it. */
type ModelLike = Pick<LayersModelLike, "layers">;

/** The layers of a model in its order, those of the models within it in their place. */
export function leavesOf({ layers }: ModelLike): Leaf[] {
  const leaves = (layers as readonly LayerLike[]).flatMap((layer): Leaf[] =>
    layer.layers
      ? leavesOf({ layers: layer.layers }).map((leaf) => ({ ...leaf, name: `${layer.name}/${leaf.name}` }))
      : [{ name: layer.name, layer }],
  );
  // A model that is used twice has each of its layers once.
  return leaves.filter(({ layer }, i) => leaves.findIndex((other) => other.layer === layer) === i);
}

/** The models within a model. */
export const innerModelsOf = ({ layers }: ModelLike): LayerLike[] =>
  (layers as readonly LayerLike[]).flatMap((layer) =>
    layer.layers ? [layer, ...innerModelsOf({ layers: layer.layers })] : [],
  );

/** The layers that a compiled model trains, in its order. */
export function trainedLayersOf(model: LayersModelLike): TrainedLayer[] {
  const { collectedTrainableWeights } = compiledOf(model);
  const trained = new Set(collectedTrainableWeights.filter((weight) => weight.read().trainable));
  return leavesOf(model)
    .map((leaf) => ({
      ...leaf,
      parameters: leaf.layer.trainableWeights.filter((weight) => trained.has(weight)),
    }))
    .filter(({ parameters }) => parameters.length > 0)
    .map((leaf, i) => ({ ...leaf, index: i + 1 }));
}

/** Whether a parameter is a weight rather than a bias or shift. */
export const isWeight = ({ originalName }: LayerVariable): boolean =>
  !/(bias|beta)(_\d+)?$/.test(originalName);
