export { outputsByKernels as outputsOf } from "../../engine/kernels/outputs";
