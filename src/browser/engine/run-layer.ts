export { runLayerByKernels as runLayer } from "../../engine/kernels/run-layer";
