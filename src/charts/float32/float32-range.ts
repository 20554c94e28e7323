import { requireFields } from "../../errors";
import {
  type Float32Depths,
  LARGEST,
  SMALLEST_NORMAL,
  SMALLEST_SUBNORMAL,
} from "../../theory/float32/float32";
import { dots, line, reference } from "../parts/marks";
import {
  type Figure,
  figure,
  type Json,
  logAxis,
  palette,
  pretty,
  superscript,
  titled,
} from "../style/figure";

const MOST_LAYERS = 400;

/** factor^L and its square over the depth L, with the lines where float32 ends. */
export function float32Range(depths: Float32Depths): Figure {
  requireFields(
    "charts.float32Range depths",
    depths,
    {
      factor: "number",
      moves: "number",
      normal: "number",
      nonzero: "number",
      squareNormal: "number",
      squareNonzero: "number",
      finite: "number",
    },
    "theory.float32Depths(factor)",
  );
  const { factor, nonzero, finite } = depths;
  const end = Math.min(nonzero, finite);
  const last = Math.min(MOST_LAYERS, Number.isFinite(end) ? Math.ceil(end * 1.15) + 2 : MOST_LAYERS);
  const x = Array.from({ length: last + 1 }, (_, L) => L);
  const power = (times: number): number[] => x.map((L) => factor ** (times * L));
  const data = [
    line(`${pretty(factor)}ᴸ, L factors`, x, power(1), { color: palette.blue }),
    line("its square, inside a norm", x, power(2), { color: palette.vermillion, dash: "dash" }),
    ...limits(factor, last),
    ...lastDepths(depths, last),
  ];
  return figure({ title: message(depths), description: describe(depths) }, data, {
    height: 460,
    xaxis: titled("depth L (factors)"),
    yaxis: logAxis("size", { range: factor > 1 ? [-3, 48] : [-52, 3] }),
  });
}

/** The last depth at which the product, and the square, are still normal (or finite). */
function lastDepths({ factor, normal, squareNormal, finite }: Float32Depths, last: number): Json[] {
  const marks = factor > 1 ? [{ L: finite, power: 1 }] : [{ L: squareNormal, power: 2 }, { L: normal, power: 1 }]; // prettier-ignore
  const seen = marks.filter(({ L }) => L <= last);
  if (seen.length === 0) return [];
  return [
    dots("last depth inside", seen.map(({ L }) => L), seen.map(({ L, power }) => factor ** (power * L)), {
      color: palette.black,
      size: 9,
      mode: "markers+text",
      text: seen.map(({ L }) => `L = ${L}`),
      textposition: "top right",
      cliponaxis: false,
    }),
  ]; // prettier-ignore
}

/** float32's limits as horizontal lines that the legend names. */
function limits(factor: number, last: number): Json[] {
  const grows = [{ y: LARGEST, name: `${pretty(LARGEST, 2)}: the largest float32`, color: palette.green }];
  const shrinks = [
    { y: 2 ** -24, name: `2${superscript(-24)}: 1 + Δ is still 1`, color: palette.green },
    { y: SMALLEST_NORMAL, name: `2${superscript(-126)}: smallest normal float32`, color: palette.orange },
    { y: SMALLEST_SUBNORMAL, name: `2${superscript(-149)}: smallest above 0`, color: palette.purple },
  ];
  return (factor > 1 ? grows : shrinks).map(({ y, name, color }) =>
    reference(name, [0, last], [y, y], { color, dash: "dot", width: 2, hoverinfo: "name" }),
  );
}

function message({ factor, normal, squareNormal, finite, moves }: Float32Depths): string {
  const name = `×${pretty(factor)} a layer`;
  if (Number.isFinite(normal)) {
    return `${name}: updates drown from L = ${moves + 1},<br>squares fail after ${squareNormal}, products after ${normal}`;
  }
  return Number.isFinite(finite)
    ? `${name}: float32 overflows after ${finite}`
    : `${name}: float32 never gives up`;
}

function describe(depths: Float32Depths): string {
  const { normal, nonzero, squareNormal, squareNonzero } = depths;
  const detail = Number.isFinite(normal)
    ? ` The product is rounded to 0 after ${nonzero} factors, its square after ${squareNonzero} (normal to ${normal} and ${squareNormal}).`
    : "";
  return `${message(depths).replaceAll("<br>", " ")}.${detail}`;
}
