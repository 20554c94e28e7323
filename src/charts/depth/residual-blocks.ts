import { InvalidArgument, requireFields, requireKnownKeys, requireList, requireObject } from "../../errors";
import { counted } from "../../shown";
import type { Residual } from "../../theory/mean-field/residual";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { type LogScale, scaleOfPowers } from "../parts/log-scale";
import { dots, line } from "../parts/marks";
import { type Figure, figure, type Json, logAxis, pretty, wrapped } from "../style/figure";
import { seriesStyles } from "../style/series-style";

const NAME = "charts.residualBlocks";

/** A stack of residual blocks: what theory says, and what was drawn. */
export interface DrawnStack {
  /** The limit of wide layers. */
  readonly theory: Residual;
  /** Draws of finite width, of which the mean of the logarithm is shown; default none. */
  readonly drawn?: readonly Residual[];
}

/** What is drawn of a stack: base-10 logarithms over the blocks. */
interface Stack {
  name: string;
  color: string;
  signal: Curves;
  gradient: Curves;
  /** rms of ∂C/∂x below the first block ÷ behind the last one. */
  ends: number;
}

interface Curves {
  theory: number[];
  drawn: number[];
}

/**
 * Stacks of residual blocks, both axes logarithmic: the mean square of x at the entrance of every block, and below it the rms of ∂C/∂x
 * there, relative to that behind the last block; theory as lines, draws as points.
 * @param stacks by name: `{ "pre-norm": { theory: theory.residual(…), drawn: [theory.residual(…, { …, draw })] } }`
 * @throws InvalidArgument when there is none, or one has no block
 */
export function residualBlocks(stacks: Readonly<Record<string, DrawnStack>>): Figure {
  requireObject(`${NAME} stacks`, stacks);
  const names = Object.keys(stacks);
  if (names.length === 0) throw new InvalidArgument(`${NAME} stacks`, "must have a stack by name", stacks);
  const styles = seriesStyles(names);
  const found = names.map((name, i) => stackOf(name, stacks[name], styles[i].color));
  const signal = scaleOf(found.map((stack) => stack.signal));
  const gradient = scaleOf(found.map((stack) => stack.gradient));
  const data = found.flatMap((stack) => [
    ...traces(stack, stack.signal, signal, {}),
    ...traces(stack, stack.gradient, gradient, { yaxis: "y2" }),
  ]);
  const words = found.map(({ name, ends }) => `${name} ×${pretty(ends)}`);
  const blocks = Math.max(...found.map((stack) => stack.signal.theory.length));
  return figure(
    {
      title: `rms of ∂C/∂x, first block ÷ behind the last:<br>${wrapped(words)}`,
      description: `Stacks of ${counted(blocks, "residual block")} in theory${found.some(({ signal: { drawn } }) => drawn.length > 0) ? " and as drawn" : ""}. ${found.map(describe).join("; ")}.`,
    },
    onePerGroup(data),
    {
      height: 620,
      xaxis: logAxis("block", { anchor: "y2", ...ticks(blocks) }),
      yaxis: signal.axis("mean square of x", { domain: [0.54, 1] }),
      yaxis2: gradient.axis("rms of ∂C/∂x (top: 1)", { domain: [0, 0.46] }),
      legend: legendAtBottom,
    },
  );
}

/** 1, 2, 5, 10, … as far as there are blocks. */
function ticks(blocks: number): Json {
  const values = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 1e4, 1e5].filter((value) => value <= blocks);
  return { tickvals: values, ticktext: values.map(String) };
}

function stackOf(name: string, stack: DrawnStack, color: string): Stack {
  const argument = `${NAME} ${name}`;
  requireKnownKeys(argument, stack, ["theory", "drawn"]);
  const { theory, drawn = [] } = stack;
  const fields = { blocks: "list", gradientGrowth: "number" } as const;
  requireFields(`${argument} theory`, theory, fields, "theory.residual(…)");
  requireList(`${argument} drawn`, drawn, fields, "theory.residual(…, { draw })");
  const all = [theory, ...drawn];
  if (theory.blocks.length === 0 || all.some(({ blocks }) => blocks.length !== theory.blocks.length))
    throw new InvalidArgument(argument, "must have as many blocks in each, 1 or more", all.map(({ blocks }) => blocks.length)); // prettier-ignore
  const curves = (log10: (block: Residual["blocks"][number]) => number): Curves => ({
    theory: theory.blocks.map(log10),
    drawn: drawn.length === 0 ? [] : theory.blocks.map((_, i) => drawn.reduce((sum, { blocks }) => sum + log10(blocks[i]), 0) / drawn.length), // prettier-ignore
  });
  return {
    name,
    color,
    signal: curves(({ preactivationMeanSquare }) => Math.log10(preactivationMeanSquare)),
    gradient: curves(({ deltaRms }) => Math.log10(deltaRms)),
    ends: Math.sqrt(theory.gradientGrowth),
  };
}

const scaleOf = (all: readonly Curves[]): LogScale =>
  scaleOfPowers(...all.flatMap(({ theory, drawn }) => [theory, drawn]));

function traces({ name, color }: Stack, { theory, drawn }: Curves, scale: LogScale, style: Json): Json[] {
  const x = theory.map((_, i) => i + 1);
  const own = { color, legendgroup: name, ...style };
  return [
    line(name, x, theory.map(scale.at), { ...own, width: 2 }),
    ...(drawn.length > 0 ? [dots(`${name}, drawn`, x, drawn.map(scale.at), { ...own, size: 6, showlegend: false })] : []), // prettier-ignore
  ];
}

function describe({ name, signal, gradient, ends }: Stack): string {
  const measured = gradient.drawn.length > 0 ? `, drawn ×${pretty(10 ** gradient.drawn[0])}` : "";
  return `${name}: the gradient below the first block is ×${pretty(ends)} that behind the last${measured}, and the mean square at the last block's entrance is ${pretty(10 ** signal.theory.at(-1)!)}`;
}
