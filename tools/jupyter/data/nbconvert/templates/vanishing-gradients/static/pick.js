// A click into a map takes the stop of the slider and the entry of the menu that are nearest, where the figure says in its `meta` which
// x and which y they stand for.
{
  const nearest = (values, to) =>
    values.reduce((best, value, i) => (Math.abs(value - to) < Math.abs(values[best] - to) ? i : best), 0);

  /**
   * Lets clicks into a drawn chart pick.
   * @param choose does for `updatemenus` or `sliders`, one of them and one of its buttons or steps what the control itself would do
   */
  window.course.pickable = (plot, choose) => {
    if (!plot.layout.meta?.pick) return;
    plot.on("plotly_click", async ({ points }) => {
      const { pick } = plot.layout.meta;
      const point = points.find(({ xaxis }) => xaxis?._id === "x");
      if (!point) return;
      const { updatemenus: [menu], sliders: [rail] } = plot._fullLayout; // prettier-ignore
      await choose("updatemenus", menu, menu.buttons[nearest(pick.y, point.y)]);
      await choose("sliders", rail, rail.steps[nearest(pick.x, point.x)]);
    });
  };
}
