import type { NetDescription } from "./description";
import { shown, textTable } from "../shown";
import { describeOutput, type Ending } from "./output";
import { layerParameterCount, layersOf, type LayerPlan, parameterCount } from "./layers";

/** A net in words, in TeX and as a table. */
export interface NetSummary {
  /** One sentence. */
  text: string;
  /** What the net computes, layer by layer. */
  tex: string;
  /** One row per layer. */
  table: {
    /** 1 for the first hidden layer. */
    layer: number;
    /** fanIn → fanOut. */
    shape: string;
    /** The activation with its parameters. */
    activation: string;
    /** Variance of one weight at the start. */
    "Var(W)": number;
    /** Numbers that training changes. */
    parameters: number;
  }[];
}

/** Describes a net from its description alone. */
export function summarize(description: NetDescription): NetSummary {
  const plans = layersOf(description);
  const summary = { text: textOf(description), tex: texOf(description, plans), table: plans.map(rowOf) };
  return shown(summary, ({ text, table }) => `${text}\n\n${textTable(table)}`);
}

/** A net in one sentence. */
export function textOf(description: NetDescription): string {
  const { inputs, widths, outputs, activations, init, normalization, residual, dropout } = description;
  const kinds = widths.map((width, i) => `${width} ${activations[i].name}`);
  const runs = kinds.flatMap((kind, i) => (kind === kinds[i - 1] ? [] : [{ kind, from: i }]));
  const hidden = runs.map(({ kind, from }, k) => {
    const count = (runs[k + 1]?.from ?? kinds.length) - from;
    return count > 1 ? `${count} × ${kind}` : kind;
  });
  const extras = [
    init.name,
    normalization === "none" ? "" : `${normalization} normalization`,
    residual
      ? `skip connections around ${residual.every === 1 ? "every layer" : `every ${residual.every} layers`}`
      : "",
    dropout.rate > 0 ? `${dropout.kind === "alpha" ? "alpha " : ""}dropout ${dropout.rate}` : "",
    lossText(description),
  ].filter(Boolean);
  const count = grouped(parameterCount(description));
  return `${[inputs, ...hidden, outputs].join(" → ")}; ${count} parameters; ${extras.join(", ")}.`;
}

/** The loss in words, and what makes outputs answers where that is not its usual. */
export function lossText({ outputs, output: { name }, loss }: Ending): string {
  const words = loss === "crossEntropy" ? "cross-entropy" : "squared error";
  const usual = describeOutput("mlp", outputs, { loss }).output.name;
  return name === usual ? words : `${words} of ${name} outputs`;
}

/** A whole number in groups of three digits: 12 345. */
export const grouped = (count: number): string => count.toLocaleString("en").replaceAll(",", " ");

function texOf({ output: { name } }: NetDescription, plans: readonly LayerPlan[]): string {
  const lines = plans.map((plan, i) => {
    const affine = `W_{${i + 1}} a_{${i}}${plan.bias ? ` + b_{${i + 1}}` : ""}`;
    const normalized = { none: affine, batch: `\\mathrm{BN}(${affine})`, layer: `\\mathrm{LN}(${affine})` }[
      plan.normalization
    ];
    if (i === plans.length - 1)
      return `\\hat y &= ${name === "linear" ? affine : `${nameTex(name)}(${affine})`}`;
    const branch = `\\varphi_{${i + 1}}(${normalized})`;
    const { skip } = plan;
    const sum = skip ? `a_{${skip.from}} + ${skip.scale === 1 ? "" : `${skip.scale}\\,`}${branch}` : branch;
    return `a_{${i + 1}} &= ${sum}`;
  });
  return `\\begin{aligned} ${lines.join(" \\\\ ")} \\end{aligned}`;
}

const nameTex = (name: string): string => (name === "sigmoid" ? "\\sigma" : `\\operatorname{${name}}`);

function rowOf(plan: LayerPlan): NetSummary["table"][number] {
  const { index, fanIn, fanOut, activation, weightVariance } = plan;
  const parameters = layerParameterCount(plan);
  return {
    layer: index,
    shape: `${fanIn} → ${fanOut}`,
    activation: activation.name,
    "Var(W)": weightVariance,
    parameters,
  };
}
