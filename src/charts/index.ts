export { gradientNormsOverTraining } from "./gradient-norms-over-training";
export { gradientProfile } from "./gradient-profile";
