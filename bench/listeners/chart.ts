import { colorway, type Figure, figure, pretty, titled } from "../../src/charts/style/figure";
import { categories, cellAxis, quartileBars } from "../training/chart";
import { HEARD, type ListenersResult } from "./result";

/** Time of a step with each kind of listener ÷ time of one without, with quartiles. */
export function listenersChart({ points, machine, date }: ListenersResult): Figure {
  const most = (name: "every step" | "model, every step"): string =>
    pretty(Math.max(...points.map(({ ratios }) => ratios[name].median)), 2);
  const message = `A listener at every step makes it at most ${most("every step")} times as long,<br>${most("model, every step")} times with a tf.LayersModel`;
  const description = `${message.replace("<br>", " ")}. Measured on ${date.slice(0, 10)} on ${machine.cores} cores of ${machine.cpu}.`;
  const traces = HEARD.map((name, i) => {
    const spreads = points.map(({ ratios }) => ratios[name]);
    return {
      type: "bar",
      orientation: "h",
      name,
      x: spreads.map(({ median }) => median),
      y: categories(points),
      error_x: quartileBars(spreads),
      marker: { color: colorway[i] },
    };
  });
  return figure({ title: message, description }, traces, {
    height: 220 + 90 * points.length,
    xaxis: titled("time of a step ÷ without listener"),
    yaxis: cellAxis(),
  });
}
