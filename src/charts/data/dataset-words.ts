import type { Dataset } from "../../data/dataset";

/** What a class is called in a chart. */
export const className = (data: Dataset, label: number): string =>
  data.classNames?.[label] ?? `class ${label}`;

/** What a feature is called in a chart. */
export const featureName = (data: Dataset, feature: number): string =>
  data.columns?.[feature] ?? `x${"₀₁₂₃₄₅₆₇₈₉"[feature + 1] ?? ` ${feature + 1}`}`;

/** The indices of the points of a class, in their order. */
export const pointsOfClass = (data: Dataset, label: number): number[] =>
  [...data.labels.keys()].filter((i) => data.labels[i] === label);

/** "3 classes of 50", "2 classes of 66 to 67". */
export function classesInWords(data: Dataset): string {
  const counts = new Uint32Array(data.classes);
  for (const label of data.labels) counts[label]++;
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return `${data.classes} classes of ${least === most ? least : `${least} to ${most}`}`;
}
