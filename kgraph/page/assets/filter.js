// Which passages, edges and nodes pass the filters, and which of them are shown.
const NO_DATE = "";
const MOST_BESIDE = 40;

function edgeFilterIsOn(view) {
  return view.noPredicates.length > 0 || view.article !== null || view.confidence > 0
    || view.since !== "" || view.until !== "" || view.weight > 1;
}

// A date is a day, a month, a year, or two of them with a slash between.
const firstMonth = (date) => (/^\d{4}(\/|$)/.test(date) ? `${date.slice(0, 4)}-01` : date.slice(0, 7));
const lastMonth = (date) => { const end = date.split("/").pop(); return end.length === 4 ? `${end}-12` : end.slice(0, 7); };

function isInTime(date, view) {
  if (!view.since && !view.until) return true;
  if (date === NO_DATE) return false;
  return (!view.since || lastMonth(date) >= view.since) && (!view.until || firstMonth(date) <= view.until);
}

function passagePasses(i, view) {
  const { article, confidence, date } = data.evidence;
  return (view.article === null || article[i] === view.article)
    && confidence[i] >= view.confidence && isInTime(date[i], view);
}

function passagesOf(edge, view) {
  const passing = [];
  for (let i = graph.evidence[edge]; i < graph.evidence[edge + 1]; i += 1) if (passagePasses(i, view)) passing.push(i);
  return passing;
}

const weightOf = (edge) => graph.evidence[edge + 1] - graph.evidence[edge];

function passingNodes(view) {
  const off = new Set(view.noTypes);
  const typeIsOff = data.types.map(([id]) => off.has(id));
  return Uint8Array.from(graph.nodes.type, (type, node) => (typeIsOff[type] || hidden.has(node) ? 0 : 1));
}

function passingEdges(view, nodes) {
  const off = data.predicates.map((id) => view.noPredicates.includes(id));
  const anyPassage = view.article === null && !view.confidence && !view.since && !view.until;
  const count = (edge) => (anyPassage ? weightOf(edge) : passagesOf(edge, view).length);
  const passes = new Uint8Array(graph.size);
  for (let e = 0; e < graph.size; e += 1) {
    if (off[graph.edges.predicate[e]] || !nodes[graph.from[e]] || !nodes[graph.to[e]]) continue;
    const weight = count(e);
    passes[e] = weight >= view.weight || (anyPassage && view.weight === 1) ? 1 : 0;
  }
  return passes;
}

// With a filter on edges, a node without any edge left has nothing to show.
function keepLinked(view, nodes, edges) {
  const linked = new Uint8Array(graph.count);
  for (let e = 0; e < graph.size; e += 1) if (edges[e]) { linked[graph.from[e]] = 1; linked[graph.to[e]] = 1; }
  const named = (node) => view.article !== null && onlyArticle(view) && graph.nodes.articles[node].includes(view.article);
  return nodes.map((passes, node) => (passes && (linked[node] || named(node)) ? 1 : 0));
}

const onlyArticle = (view) => !edgeFilterIsOn({ ...view, article: null });

function passing(view) {
  const nodes = passingNodes(view);
  const edges = passingEdges(view, nodes);
  return { nodes: edgeFilterIsOn(view) ? keepLinked(view, nodes, edges) : nodes, edges };
}

function firstNodes(view, nodes) {
  const chosen = [];
  for (let i = 0; i < graph.count && chosen.length < view.limit; i += 1) if (nodes[i]) chosen.push(i);
  return chosen;
}

// The nodes and edges on show: a path, the local graph of a node, or the most connected with what was added and taken away.
function shownPart(view) {
  const pass = passing(view);
  const path = view.path.length ? shortestPath(view.path[0], view.path[1], pass.edges) : null;
  const chosen = path ? new Set(path.nodes) : chosenNodes(view, pass);
  const nodes = [...chosen].sort((a, b) => a - b);
  return { nodes, edges: edgesAmong(chosen, pass.edges), path, pass, chosen };
}

function chosenNodes(view, pass) {
  const chosen = new Set(view.root === null ? firstNodes(view, pass.nodes) : neighbourhood(view.root, view.depth, pass.edges));
  const opened = view.selected ? selectedNodes(view.selected) : [];
  for (const node of [...view.added, ...opened.flatMap((each) => beside(each, view, pass))]) if (pass.nodes[node]) chosen.add(node);
  for (const node of view.cut) chosen.delete(node);
  for (const node of view.root === null ? opened : [view.root, ...opened]) chosen.add(node);
  return chosen;
}

// The best connected neighbours of an opened node, so that it never stands alone.
function beside(node, view, pass) {
  if (view.selected.kind !== "node" || view.root !== null) return [];
  const near = [...edgesOf(node)].filter((edge) => pass.edges[edge]).map((edge) => otherEnd(edge, node));
  return [...new Set(near)].sort((a, b) => a - b).slice(0, MOST_BESIDE);
}

const selectedNodes = ({ kind, index }) => (kind === "node" ? [index] : [graph.from[index], graph.to[index]]);

function edgesAmong(chosen, passes) {
  const edges = [];
  for (const node of chosen) {
    for (const edge of edgesOf(node)) {
      if (passes[edge] && graph.from[edge] === node && chosen.has(graph.to[edge])) edges.push(edge);
    }
  }
  return edges.sort((a, b) => a - b);
}
