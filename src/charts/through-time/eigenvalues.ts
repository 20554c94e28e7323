import { InvalidArgument, requireFields, requireKnownKeys, requireNumber, requireObject } from "../../errors";
import type { MatrixSpectrum } from "../../theory/through-time/matrix-spectrum";
import { counted } from "../../shown";
import { dots, reference } from "../parts/marks";
import { legendAtBottom } from "../parts/legend";
import { seriesColors } from "../style/series-style";
import { type Figure, figure, type Json, palette, pretty, titled, wrapped } from "../style/figure";

const NAME = "charts.eigenvalues";
const SYMBOLS = ["circle", "diamond-open", "x-thin-open", "square-open"];

/**
 * The eigenvalues of recurrent matrices in the complex plane, with the unit circle, inside of which powers of a matrix vanish.
 * @param spectra what `theory.matrixSpectrum(U, n)` gives, by name
 * @param options.theory by the same names the radius of the disc or circle where theory has them, dashed
 */
export function eigenvalues(
  spectra: Readonly<Record<string, MatrixSpectrum>>,
  options: { theory?: Readonly<Record<string, number>> } = {},
): Figure {
  requireObject(`${NAME} spectra`, spectra);
  requireKnownKeys(`${NAME} options`, options, ["theory"]);
  const all = Object.entries(spectra);
  if (all.length === 0)
    throw new InvalidArgument(`${NAME} spectra`, "must have a spectrum by name: { orthogonal: … }", spectra);
  const fields = { real: "list", imaginary: "list", radius: "number", norm: "number" } as const;
  for (const [name, spectrum] of all)
    requireFields(`${NAME} ${name}`, spectrum, fields, "theory.matrixSpectrum(…)");
  const { theory = {} } = options;
  requireObject(`${NAME} theory`, theory);
  requireKnownKeys(`${NAME} theory`, theory, all.map(([name]) => name)); // prettier-ignore
  const colors = seriesColors(all.map(([name]) => name));
  const data = [
    circle("|λ| = 1", 1, { color: palette.grey, dash: "dot" }),
    ...all.flatMap(([name], i) => {
      if (theory[name] === undefined) return [];
      const radius = requireNumber(`${NAME} theory ${name}`, theory[name], { min: 0 });
      return [circle(`theory, ${name}`, radius, { color: colors[i], dash: "dash", showlegend: false })];
    }),
    ...all.map(
      ([name, { real, imaginary }], i) =>
      dots(name, real, imaginary, { color: colors[i], size: 7, symbol: SYMBOLS[i % SYMBOLS.length], hovertemplate: `${name}: %{x:.3f} %{y:+.3f}i<extra></extra>` }), // prettier-ignore
    ),
  ];
  const said = (of: (spectrum: MatrixSpectrum) => number): string =>
    wrapped(all.map(([name, spectrum]) => `${name} ${pretty(of(spectrum))}`));
  const title = `Largest |λ|: ${said(({ radius }) => radius)}<br>most stretch ‖U‖₂: ${said(({ norm }) => norm)}`;
  const description = `Eigenvalues in the complex plane: ${all.map(([name, { real, radius, norm }]) => `${name}, ${counted(real.length, "eigenvalue")}, the largest of size ${pretty(radius)}, spectral norm ${pretty(norm)}`).join("; ")}.`; // prettier-ignore
  return figure({ title, description }, data, {
    height: 560,
    xaxis: titled("real part"),
    yaxis: titled("imaginary part", { scaleanchor: "x" }),
    legend: legendAtBottom,
  });
}

/** A circle around 0. */
function circle(name: string, radius: number, style: { color: string; dash: string } & Json): Json {
  const angles = Array.from({ length: 91 }, (_, i) => (2 * Math.PI * i) / 90);
  const x = angles.map((angle) => radius * Math.cos(angle));
  const y = angles.map((angle) => radius * Math.sin(angle));
  return reference(name, x, y, style);
}
