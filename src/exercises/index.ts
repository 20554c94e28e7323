import { isASmallGradientGoodNews } from "./00-is-a-small-gradient-good-news";
import { whereTheSigmoidComesFrom } from "./01-where-the-sigmoid-comes-from";
import { whatBackpropMultiplies } from "./02-what-backprop-multiplies";
import { whichNormShouldILookAt } from "./03-which-norm-should-i-look-at";
import { isTanhBetterThanSigmoid } from "./04-is-tanh-better-than-sigmoid";
import { howLargeShouldWeightsBe } from "./05-how-large-should-weights-be";
import { whoDiesAndWhy } from "./06-who-dies-and-why";
import { theRectifierFamily } from "./07-the-rectifier-family";
import { orderChaosAndTheEdge } from "./08-order-chaos-and-the-edge";
import { beyondTheNorm } from "./09-beyond-the-norm";
import { curesInTheArchitecture } from "./10-cures-in-the-architecture";
import { depthInTime } from "./11-depth-in-time";
import type { Exercise } from "./exercise";

/** Every exercise of the course by its id: the notebook's number, a dot, a name. */
export const exercises: Record<string, Exercise> = {
  ...isASmallGradientGoodNews,
  ...whereTheSigmoidComesFrom,
  ...whatBackpropMultiplies,
  ...whichNormShouldILookAt,
  ...isTanhBetterThanSigmoid,
  ...howLargeShouldWeightsBe,
  ...whoDiesAndWhy,
  ...theRectifierFamily,
  ...orderChaosAndTheEdge,
  ...beyondTheNorm,
  ...curesInTheArchitecture,
  ...depthInTime,
};
