export * from "./elementwise";
export * from "./matrices";
export * from "./reductions";
export * from "./softmax";
