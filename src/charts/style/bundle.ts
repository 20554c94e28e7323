/** The MIME type that JupyterLab's Plotly extension renders. */
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/** Five significant digits are finer than a pixel and make a chart a fifth of its size. */
const DIGITS = 5;

/** A figure as the output of a cell: Plotly's JSON, and the text alternative for everything else. */
export function bundle({
  description,
  ...figure
}: {
  readonly description: string;
}): Record<string, unknown> {
  return { [PLOTLY_MIME]: JSON.parse(JSON.stringify(figure, short)), "text/plain": description };
}

/** Shortens numbers and turns typed arrays, which JSON spoils, into plain ones; what is not finite becomes a gap. */
function short(_key: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (typeof value !== "number") return value;
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;
}
