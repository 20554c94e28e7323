/** A value as TypeScript writes it. */
export const written = (value) =>
  Array.isArray(value) ? `[${value.map(written).join(", ")}]` : JSON.stringify(value);
