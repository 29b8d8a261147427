// Walking a graph in memory: `net` has the edges around each node in `around`, from `starts[node]` on, and their ends.
const endOf = (net, edge, node) => (net.from[edge] === node ? net.to[edge] : net.from[edge]);
const edgesAt = (net, node) => net.around.subarray(net.starts[node], net.starts[node + 1]);

// What lies within so many steps over edges that pass.
export function within(net, root, { steps, passes, most }) {
  const found = new Set([root]);
  let ring = [root];
  for (let step = 0; step < steps && found.size < most; step += 1) ring = nextRing(net, ring, { found, passes, most });
  return found;
}

function nextRing(net, ring, { found, passes, most }) {
  const next = [];
  for (const node of ring) {
    for (const edge of edgesAt(net, node)) {
      const end = endOf(net, edge, node);
      if (!passes[edge] || found.has(end) || found.size >= most) continue;
      found.add(end);
      next.push(end);
    }
  }
  return next;
}

// Several shortest paths, each a list of nodes and one of edges; none runs through a node to be avoided.
export function shortestPaths(net, start, goal, { passes, avoid, most }) {
  const steps = distances(net, start, goal, { passes, avoid });
  if (!steps.has(goal)) return [];
  const paths = [];
  const back = (node, path) => {
    if (paths.length >= most) return;
    if (node === start) { paths.push(path); return; }
    for (const [edge, before] of stepsBack(net, node, { passes, steps })) {
      back(before, { nodes: [before, ...path.nodes], edges: [edge, ...path.edges] });
    }
  };
  back(goal, { nodes: [goal], edges: [] });
  return paths;
}

function distances(net, start, goal, { passes, avoid }) {
  const steps = new Map([[start, 0]]);
  let ring = [start];
  while (ring.length && !steps.has(goal)) {
    const next = [];
    for (const node of ring) {
      for (const edge of edgesAt(net, node)) {
        const end = endOf(net, edge, node);
        if (!passes[edge] || steps.has(end) || avoid.has(end)) continue;
        steps.set(end, steps.get(node) + 1);
        next.push(end);
      }
    }
    ring = next;
  }
  return steps;
}

// One edge to each node that is a step nearer to the start, the most connected nodes first.
function stepsBack(net, node, { passes, steps }) {
  const found = new Map();
  for (const edge of edgesAt(net, node)) {
    const before = endOf(net, edge, node);
    if (passes[edge] && !found.has(before) && steps.get(before) === steps.get(node) - 1) found.set(before, edge);
  }
  return [...found].map(([before, edge]) => [edge, before]).sort((a, b) => a[1] - b[1]);
}
