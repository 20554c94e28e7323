import type { Figure } from "../../../src/charts/style/figure";

/** What the tags of a cell ask for, as the page has it in `data-guess`. */
export interface Asked {
  curve?: string;
  back?: boolean;
  given?: string[];
}

/** What a reader is asked to draw, in the units of the axis. */
export interface Question {
  name: string;
  labels: { x: string; y: string };
  columns: number[];
  truth: (number | null)[];
  given?: number;
  range: [number, number];
  isDecades: boolean;
}

type Drawn = Pick<Figure, "data" | "layout">;

export function questionOf(figure: Drawn, asked: Asked): Question | undefined;
export function isSame(one: Question, other: Question): boolean;
export function axesOf(figure: Drawn, question: Question, asked: Asked): Drawn;
