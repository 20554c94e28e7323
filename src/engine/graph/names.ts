import type { ParameterName } from "../../architecture/parameters";

/** The name of a layer's variable or placeholder. */
export const variableName = (layer: number, name: ParameterName): string => `layer${layer}/${name}`;
