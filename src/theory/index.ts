export { expectation } from "./gaussian";
