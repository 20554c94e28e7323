/** One way to train the net. */
export interface Competitor {
  label: string;
  /** The program: a worker of Node, or one of Python with the requirement that it needs. */
  program: { node: string } | { python: string; requirement: string };
}

/** Everything that is compared with ours, in the order of the table. */
export const competitors = {
  torch: { label: "PyTorch eager", program: { python: "torch_eager.py", requirement: "torch" } },
  "torch-compiled": {
    label: "PyTorch compiled",
    program: { python: "torch_compiled.py", requirement: "torch" },
  },
  tensorflow: {
    label: "tf.function",
    program: { python: "tensorflow_function.py", requirement: "tensorflow-cpu" },
  },
  jax: { label: "JAX jit", program: { python: "jax_jit.py", requirement: "jax" } },
  "tfjs-node": { label: "tfjs-node", program: { node: "tfjs-node" } },
} as const satisfies Record<string, Competitor>;

export type FrameworkName = keyof typeof competitors;
export const frameworkNames = Object.keys(competitors) as FrameworkName[];

/** Ours is always there; the others are measured against `baseline`, as the goals are. */
export const ours = { label: "ours", program: { node: "ours" } } as const satisfies Competitor;
export const baseline = "torch" satisfies FrameworkName;
export type CompetitorName = FrameworkName | "ours";

export const competitorOf = (name: CompetitorName): Competitor =>
  name === "ours" ? ours : competitors[name];
