import type { Json } from "../style/figure";

/** What a chart shows at one entry of its menu. */
export interface View {
  /** The entry. */
  label: string;
  /** The chart's title then. */
  title: string;
  /** What is drawn. */
  data: readonly Json[];
  /** What else of the layout changes, by path: "yaxis.title.text". */
  changes?: Json;
}

/** What a view that has a y axis of its own changes of the chart's. */
export const axisChanges = (axis: Json): Json => ({
  "yaxis.title.text": (axis["title"] as { text: string }).text,
  "yaxis.type": axis["type"] ?? "linear",
  // Without them, ticks of one view would stay in the next.
  "yaxis.dtick": axis["dtick"] ?? null,
  "yaxis.tickvals": axis["tickvals"] ?? null,
  "yaxis.ticktext": axis["ticktext"] ?? null,
  "yaxis.tickformat": axis["tickformat"] ?? null,
  "yaxis.tickmode":
    axis["tickvals"] !== undefined ? "array" : axis["dtick"] === undefined ? "auto" : "linear",
  "yaxis.autorange": axis["range"] === undefined,
  ...(axis["range"] !== undefined && { "yaxis.range": axis["range"] }),
});

/** A menu above the chart that switches between views, of which the first is shown; one view needs no menu. */
export function menu(views: readonly View[]): { data: Json[]; updatemenus: Json[] } {
  const shownBy = views.map((_, shown) => views.flatMap(({ data }, i) => data.map(() => i === shown)));
  return choices(views.flatMap(({ data }) => data), views.map((view, i) => ({ ...view, visible: shownBy[i] }))); // prettier-ignore
}

/** A menu between views of which each shows some of the same traces. */
export function choices(
  traces: readonly Json[],
  views: readonly (Omit<View, "data"> & { visible: readonly boolean[] })[],
): { data: Json[]; updatemenus: Json[] } {
  const buttons = views.map(({ label, title, changes, visible }) => ({
    label,
    method: "update",
    args: [{ visible }, { "title.text": title, ...changes }],
  }));
  const list = { buttons, x: 1, xanchor: "right", y: 1.02, yanchor: "bottom", showactive: true };
  return {
    data: traces.map((trace, i) => ({ ...trace, visible: views[0].visible[i] })),
    updatemenus: views.length > 1 ? [list] : [],
  };
}
