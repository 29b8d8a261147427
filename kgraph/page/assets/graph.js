// The graph in memory: nodes and edges are numbers, the most connected node is 0.
const drawing = read("drawing");
const graph = {
  nodes: data.nodes,
  edges: data.edges,
  count: drawing.nodes.length,
  from: Int32Array.from(drawing.edges, (edge) => edge.from),
  to: Int32Array.from(drawing.edges, (edge) => edge.to),
};
graph.size = graph.from.length;
graph.bare = new Set(data.bare);
graph.evidence = firsts(data.evidence.edge, graph.size);
Object.assign(graph, adjacency());

// Where the run of each key begins in a sorted column; one more entry ends the last run.
function firsts(column, keys) {
  const starts = new Int32Array(keys + 1);
  for (const key of column) starts[key + 1] += 1;
  for (let i = 0; i < keys; i += 1) starts[i + 1] += starts[i];
  return starts;
}

function adjacency() {
  const starts = new Int32Array(graph.count + 1);
  for (let e = 0; e < graph.size; e += 1) {
    starts[graph.from[e] + 1] += 1;
    if (graph.to[e] !== graph.from[e]) starts[graph.to[e] + 1] += 1;
  }
  for (let i = 0; i < graph.count; i += 1) starts[i + 1] += starts[i];
  const next = starts.slice();
  const edges = new Int32Array(starts[graph.count]);
  for (let e = 0; e < graph.size; e += 1) {
    edges[next[graph.from[e]]++] = e;
    if (graph.to[e] !== graph.from[e]) edges[next[graph.to[e]]++] = e;
  }
  return { starts, around: edges };
}

const edgesOf = (node) => graph.around.subarray(graph.starts[node], graph.starts[node + 1]);
// The edges of a predicate at a node, on the side where the node is subject or object.
const edgesOut = (node, predicate) => [...edgesOf(node)].filter((edge) => graph.from[edge] === node && predicateOf(edge) === predicate);
const edgesIn = (node, predicate) => [...edgesOf(node)].filter((edge) => graph.to[edge] === node && predicateOf(edge) === predicate);
const otherEnd = (edge, node) => (graph.from[edge] === node ? graph.to[edge] : graph.from[edge]);
const typeOf = (node) => data.types[graph.nodes.type[node]][0];
const nameOf = (node) => desk.renamed.get(node) || graph.nodes.name[node];
const namesOf = (node) => [nameOf(node), ...graph.nodes.aliases[node]];
const isBare = (node) => graph.bare.has(node);
const predicateOf = (edge) => data.predicates[graph.edges.predicate[edge]];
const isSymmetric = (edge) => data.symmetric.includes(predicateOf(edge));
const edgeWords = (edge) =>
  `${nameOf(graph.from[edge])} —${label(predicateOf(edge))}${isSymmetric(edge) ? "—" : "→"} ${nameOf(graph.to[edge])}`;

// The number of an id, from a table made when first asked.
function finder(ids) {
  let numbers = null;
  return (id) => {
    numbers = numbers || new Map(ids.map((each, i) => [each, i]));
    const found = numbers.get(id);
    return found === undefined ? null : found;
  };
}
const nodeById = finder(graph.nodes.id);
const edgeById = finder(graph.edges.id);
