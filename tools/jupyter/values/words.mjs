import { written } from "../../parameters/written.mjs";

/** `depth = 20` */
export const assignment = ([name, value]) => `${name} = ${written(value)}`;
