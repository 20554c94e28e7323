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

const known = Object.entries(STYLES);

/** The colour of an optimizer by its name or its label; undefined for other words. */
export const optimizerColor = (words: string): string | undefined =>
  known.find(([name, { label }]) => words === name || words === label)?.[1].color;

/** Label and colour of an optimizer; one that the charts do not know keeps its own name, in grey. */
export const optimizerStyle = ({ name }: Optimizer): { label: string; color: string } =>
  STYLES[name] ?? { label: name, color: palette.grey };
