/** An SVG picture with no more digits in its lines than it has pixels; its words keep theirs. */
export const shortened = (svg) =>
  svg.replaceAll(/<[^>]*>/g, (tag) => tag.replaceAll(/(\d+\.\d{2})\d+/g, "$1"));
