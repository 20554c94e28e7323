import type { Json } from "../style/figure";

/** One position of a slider. */
export interface Stop {
  /** What stands above the slider here. */
  label: string;
  /** The new x and y of each moving trace, in the order of `moving`. */
  data: Json[];
}

/**
 * A slider below the chart that moves some traces, in the page, with no kernel.
 * Its rail is as long as the x axis, so that stops evenly spaced over the axis stand below their own x.
 * @param stops its positions from left to right
 * @param options.moving indices of the traces that move
 * @param options.active index of the stop that the chart starts at
 * @param options.top pixels between the bottom of the plot and the slider
 */
export function slider(
  stops: readonly Stop[],
  { moving, active, top }: { moving: number[]; active: number; top: number },
): { sliders: Json[]; frames: Json[] } {
  const at = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };
  const steps = stops.map(({ label }, i) => ({ label, method: "animate", args: [[String(i)], at] }));
  const rail = {
    active,
    steps,
    x: 0,
    len: 1,
    xanchor: "left",
    y: 0,
    yanchor: "top",
    pad: { t: top, l: 0, r: 0, b: 0 },
    ticklen: 0,
    minorticklen: 0,
    // The stops' labels show above the rail, one at a time; below it they would collide.
    font: { color: "rgba(0,0,0,0)", size: 1 },
    currentvalue: { xanchor: "left", offset: 8, font: { color: "#222", size: 13 } },
  };
  return { sliders: [rail], frames: stops.map(({ data }, i) => ({ name: String(i), data, traces: moving })) };
}
