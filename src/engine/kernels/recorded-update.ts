import { TRAINED } from "../../architecture/parameters";
import { type Magnitude, magnitude } from "../../numerics/magnitude";
import type { Optimizer } from "../../optimizers/optimizer";
import type { UpdateRule } from "../executor";
import type { LayerNodes } from "../pass/layer";
import { type Factor, numberOf, type Scaled } from "../pass/scaled";
import { type Part, type State, update } from "../pass/update";
import type { Machine } from "./machine";
import type { KernelOps } from "./ops";
import { type Block, getNumber, type Program, setNumber, setNumbers } from "./program";

/** An optimizer's averages of a part's parameters. */
export type Slots = Partial<Record<(typeof TRAINED)[number], Block[]>>;

/** Declares an optimizer's averages of all parameters, which are kept. */
export const declareSlots = (
  { program }: KernelOps,
  { slots }: Optimizer,
  parameters: readonly LayerNodes<Block>[],
): Slots[] =>
  parameters.map((part) => {
    const ofEach = (name: (typeof TRAINED)[number]): Block[] =>
      slots.map(() => program.block(part[name]!.shape, true));
    return Object.fromEntries(TRAINED.filter((name) => part[name]).map((name) => [name, ofEach(name)]));
  });

/** Writes what averages start from to where they were declared. */
export function startSlots(machine: Machine, { slots: starts }: Optimizer, slots: readonly Slots[]): void {
  for (const blocks of slots.flatMap((part) => Object.values(part)))
    blocks.forEach((block, k) => setNumbers(machine, block, new Float64Array(block.length).fill(starts[k])));
}

/** A step of an update: its number, counted from 1, what the schedule says for it, and what gradients are to be multiplied with. */
export interface UpdateStep {
  step: number;
  scheduled: number;
  /** Examples, over which gradients are summed. */
  size: number;
  /** Of the power of two that a part's gradients are worth; default 0. */
  exponents?: readonly number[];
}

/** A step's update, noted after its pass. */
export class RecordedUpdate {
  private readonly program: Program;
  /** The calls that it is. */
  private readonly from: number;
  private readonly to: number;
  private readonly scalars: { factor: Factor; part: number; block: Block }[] = [];
  /** ‖ΔW‖ of each part is a norm times a factor. */
  private readonly changes: { norm: Block; factor: Factor }[] = [];

  /** @param norms of each part's weight gradient */
  constructor(
    g: KernelOps,
    { weightDecay = 0, ...rule }: UpdateRule,
    parts: readonly Part<Block>[],
    slots: readonly Slots[],
    norms: readonly Block[],
  ) {
    this.program = g.program;
    this.from = g.program.length;
    const scalarOf = (factor: Factor, part: number): Block => {
      const known = this.scalars.find((one) => isSame(one.factor, factor) && (factor.power === 0 || one.part === part)); // prettier-ignore
      if (known) return known.block;
      const block = g.program.block([], true);
      this.scalars.push({ factor, part, block });
      return block;
    };
    const moved = (part: number, { node, ...factor }: Scaled<Block>, gradient: Block): void => {
      const norm = node === gradient ? norms[part] : g.program.keep(g.norm(node));
      this.changes[part] = { factor, norm };
    };
    update<Block>(g, { ...rule, weightDecay }, parts, stateOf(g, parts, slots), scalarOf, moved);
    this.to = g.program.length;
  }

  /** Changes the parameters. */
  run(machine: Machine, { step, scheduled, size, exponents }: UpdateStep): void {
    for (const { factor, part, block } of this.scalars) {
      const unit = factor.power === 0 ? 1 : 2 ** (exponents?.[part] ?? 0) / size;
      setNumber(machine, block, numberOf(factor, step, scheduled) * unit);
    }
    this.program.run(this.from, this.to);
  }

  /** ‖ΔW‖ of a part in the step that was run. */
  changeOf(machine: Machine, part: number, { step, scheduled, size, exponents }: UpdateStep): Magnitude {
    const { factor, norm } = this.changes[part];
    const change = Math.abs(numberOf(factor, step, scheduled)) * getNumber(machine, norm);
    return factor.power === 0 ? magnitude(change) : magnitude(change / size, exponents?.[part]);
  }
}

/** Whether two factors are the same at every step. */
const isSame = (a: Factor, b: Factor): boolean =>
  a.constant === b.constant &&
  a.power === b.power &&
  a.byStep.length === b.byStep.length &&
  a.byStep.every((factor, k) => factor === b.byStep[k]);

/** How kernels change parameters and running statistics, which are rounded to float32 as every executor's are, and averages, which are as they compute. */
function stateOf(
  { program, mul }: KernelOps,
  parts: readonly Part<Block>[],
  slots: readonly Slots[],
): State<Block> {
  const of = (part: number, name: keyof LayerNodes<Block>): Block => parts[part].parameters[name]!;
  return {
    slots: (part, name) => slots[part][name]!,
    setSlots(part, name, values) {
      // What is an average itself is copied first, because it may change before it is read.
      const next = values.map((value) => (value.whole.kept ? mul(value, 1) : value));
      next.forEach((value, k) => program.call("copy", slots[part][name]![k], value, program.lanes * Math.ceil(value.length / program.lanes))); // prettier-ignore
    },
    descend: (part, name, factor, change) =>
      program.call("descend", of(part, name), factor, change, change.length),
    subtract: (part, name, change) =>
      program.call("descend", of(part, name), program.constant(1), change, change.length),
    setRunning: (part, name, value) => program.call("round", of(part, name), value, value.length),
  };
}
