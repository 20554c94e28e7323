import { written } from "../../parameters/written.mjs";

/** `depth = 20` */
export const assignment = ([name, value]) => `${name} = ${written(value)}`;

export const created = (tag, properties, ...content) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
};
