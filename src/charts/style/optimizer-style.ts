import type { Optimizer } from "../../optimizers";
import { palette } from "./figure";

/** How the optimizers are called and coloured in every chart. */
const STYLES: Record<string, { label: string; color: string }> = {
  sgd: { label: "gradient descent", color: palette.vermillion },
  momentum: { label: "momentum", color: palette.purple },
  adagrad: { label: "Adagrad", color: palette.green },
  rmsprop: { label: "RMSProp", color: palette.orange },
  adam: { label: "Adam", color: palette.blue },
};

/** Label and colour of an optimizer; one that the charts do not know keeps its own name, in grey. */
export const optimizerStyle = ({ name }: Optimizer): { label: string; color: string } =>
  STYLES[name] ?? { label: name, color: palette.grey };
