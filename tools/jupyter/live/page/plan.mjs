/** For each cell the parameters that it reads, itself or by the cells that it reads, and the reason why it cannot run here, if any. */
export function dependencies(cells) {
  const found = new Map();
  for (const cell of cells) {
    // A cell reads only those above it.
    const sources = [...new Set(Object.values(cell.reads))].map((id) => found.get(id));
    const parameters = new Set([...cell.parameters, ...sources.flatMap((source) => [...source.parameters])]);
    const missing = sources.find(({ problem }) => problem);
    const problem = cell.problem ?? (missing && "it needs a cell above that cannot");
    found.set(cell.id, { cell, sources: sources.map((source) => source.cell.id), parameters, problem });
  }
  return found;
}

/** What a cell's outputs depend on, as a text: the same where they would come out the same. */
export const keyOf = ({ parameters }, values) =>
  JSON.stringify([...parameters].map((name) => [name, values[name]]));

/**
 * What has to run for some values: the cells whose outputs stand for others, and those that they read and that the worker has not run
 * with these, silently but where they failed; in the order of the notebook, but what is seen first.
 * @param graph of `dependencies`
 * @param shown for each cell the key of what the page shows of it
 * @param computed for each cell the key with which the worker ran it last
 * @param failed the cells whose outputs are those of a failure
 * @param isSeen whether a reader has this cell in view
 * @returns `[{ cell, silent }]`
 */
export function plan(graph, { values, shown, computed, failed, isSeen }) {
  const nodes = [...graph.values()].filter(({ problem }) => !problem);
  const stale = new Set(nodes.filter((node) => shown.get(node.cell.id) !== keyOf(node, values)));
  const todo = new Map();
  const add = (node) => {
    const { id } = node.cell;
    const silent = !stale.has(node) && !failed.has(id);
    if (todo.has(id) || (silent && computed.get(id) === keyOf(node, values))) return;
    node.sources.forEach((source) => add(graph.get(source)));
    todo.set(id, { cell: id, silent });
  };
  [...stale].filter(({ cell }) => isSeen(cell.id)).forEach(add);
  stale.forEach(add);
  return [...todo.values()];
}

/** The cells that cannot run here and whose outputs stand for other values, with the reason. */
export const unavailable = (graph, { values, shown }) =>
  [...graph.values()].filter((node) => node.problem && shown.get(node.cell.id) !== keyOf(node, values));
