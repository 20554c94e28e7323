import type { tensorflow as original } from "../../backend/tensorflow";
import { needsNode } from "../needs-node";

export const tensorflow: typeof original = needsNode("tensorflow", "nets run by WebAssembly kernels in it, without TensorFlow.js"); // prettier-ignore
