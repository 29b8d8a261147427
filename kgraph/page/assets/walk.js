// Walking: what lies within some steps, the shortest path, expanding and collapsing.
const MOST_AROUND = 1500;

function neighbourhood(root, depth, passes) {
  const found = new Set([root]);
  let edge = [root];
  for (let step = 0; step < depth && found.size < MOST_AROUND; step += 1) edge = nextRing(edge, found, passes);
  return found;
}

function nextRing(ring, found, passes) {
  const next = [];
  for (const node of ring) {
    for (const edge of edgesOf(node)) {
      const end = otherEnd(edge, node);
      if (!passes[edge] || found.has(end) || found.size >= MOST_AROUND) continue;
      found.add(end);
      next.push(end);
    }
  }
  return next;
}

// Breadth first; of paths of equal length the one over the more connected nodes, as edges stand in that order.
function shortestPath(start, goal, passes) {
  const cameBy = new Map([[start, -1]]);
  let ring = [start];
  while (ring.length && !cameBy.has(goal)) {
    const next = [];
    for (const node of ring) {
      for (const edge of edgesOf(node)) {
        const end = otherEnd(edge, node);
        if (!passes[edge] || cameBy.has(end)) continue;
        cameBy.set(end, edge);
        next.push(end);
      }
    }
    ring = next;
  }
  return cameBy.has(goal) ? tracedBack(goal, cameBy) : null;
}

function tracedBack(goal, cameBy) {
  const path = { nodes: [goal], edges: [] };
  for (let edge = cameBy.get(goal); edge >= 0; edge = cameBy.get(path.nodes[0])) {
    path.edges.unshift(edge);
    path.nodes.unshift(otherEnd(edge, path.nodes[0]));
  }
  return path;
}

const neighbours = (node) => [...new Set([...edgesOf(node)].map((edge) => otherEnd(edge, node)))];

function expand(node) {
  const near = neighbours(node);
  change({ path: [], added: [...new Set([...state.added, node, ...near])], cut: state.cut.filter((each) => !near.includes(each)) });
}

// Takes away the neighbours that hang on this node alone.
function collapse(node) {
  const leaves = neighbours(node).filter((each) => shown.chosen.has(each) && hangsOn(each, node));
  change({ added: state.added.filter((each) => !leaves.includes(each)), cut: [...new Set([...state.cut, ...leaves])] });
}

const hangsOn = (leaf, node) => neighbours(leaf).every((each) => each === node || !shown.chosen.has(each));

const openNode = (index) => change({ selected: { kind: "node", index } });
const openEdge = (index) => change({ selected: { kind: "edge", index } });
const goLocal = (root, depth) => change({ root, depth, cut: [], path: [], selected: { kind: "node", index: root } });
const goWhole = () => change({ ...fresh(), limit: state.limit, selected: null });
const close = () => change(state.selected ? { selected: null } : { path: [] });
const findPath = (from, to) => change({ path: [from, to], picked: null, selected: null });
