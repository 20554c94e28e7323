import type { Figure } from "../charts/figure";
import { InvalidArgument } from "../errors";
import { bundle } from "../charts/bundle";
import { tslab } from "./tslab";

/**
 * Shows a chart below the cell.
 * @throws InvalidArgument when it is not given a figure
 * @throws Error outside a notebook, saying what to do instead
 */
export function show(figure: Figure): void {
  if (!Array.isArray(figure?.data) || typeof figure.description !== "string") {
    throw new InvalidArgument(
      "show",
      "takes a figure, such as charts.gradientProfile(measure(net, data))",
      figure,
    );
  }
  const kernel = tslab();
  if (!kernel) {
    throw new Error(
      "show(figure) needs a notebook; elsewhere write toHtml(figure) to a file and open it in a browser.",
    );
  }
  kernel.write(bundle(figure));
}
