export { gradientProfile } from "./gradient-profile";
