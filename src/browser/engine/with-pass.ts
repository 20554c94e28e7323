export { withPassInKernels as withPass } from "../../engine/kernels/look";
