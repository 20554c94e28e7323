/** What is added to a variance before its root is taken. */
export const NORMALIZATION_EPSILON = 1e-5;

/** How much of batch normalization's running statistics one batch replaces. */
export const RUNNING_SHARE = 0.1;
