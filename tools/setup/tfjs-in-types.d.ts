/** A tensor of TensorFlow.js, as far as this package's public functions speak of it. */
export interface Tensor {
  readonly shape: number[];
  readonly dtype: string;
  dataSync(): Float32Array;
  arraySync(): number | number[] | number[][];
  dispose(): void;
}
export type Scalar = Tensor;
export type Tensor1D = Tensor;
export type Tensor2D = Tensor;
