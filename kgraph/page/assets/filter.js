// Which passages, edges and nodes pass the filters, and which of them are shown.
const MOST_BESIDE = 40;
const MOST_AROUND = 1500;

function edgeFilterIsOn(view) {
  return view.noPredicates.length > 0 || view.weight > 1 || passageFilterIsOn(view);
}

const passageFilterIsOn = (view) => view.article !== null || view.confidence > 0 || view.since !== "" || view.until !== "";

// The date of the fact as its passage or a person gives it; the day of publication is another thing.
const dateOf = (i) => desk.dates.get(i) || data.evidence.date[i];
const publishedOf = (i) => data.articles[data.evidence.article[i]][2];

function passagePasses(i, view) {
  const { article, confidence } = data.evidence;
  return !desk.wrong.has(i) && (view.article === null || article[i] === view.article) && confidence[i] >= view.confidence
    && isWithin(view.dating === "published" ? publishedOf(i).slice(0, 7) : dateOf(i), view.since, view.until);
}

function passagesOf(edge, view) {
  const passing = [];
  for (let i = graph.evidence[edge]; i < graph.evidence[edge + 1]; i += 1) if (passagePasses(i, view)) passing.push(i);
  return passing;
}

const weightOf = (edge) => graph.evidence[edge + 1] - graph.evidence[edge];

function passingNodes(view) {
  const off = new Set(view.noTypes);
  return Uint8Array.from(graph.nodes.type, (_, node) => (off.has(typeNow(node)) || desk.hidden.has(node) ? 0 : 1));
}

function passingEdges(view, nodes) {
  const off = data.predicates.map((id) => view.noPredicates.includes(id));
  const everyPassage = !passageFilterIsOn(view) && !desk.wrong.size;
  const passes = new Uint8Array(graph.size);
  for (let e = 0; e < graph.size; e += 1) {
    if (off[graph.edges.predicate[e]] || !nodes[graph.from[e]] || !nodes[graph.to[e]] || graph.from[e] === graph.to[e]) continue;
    const weight = everyPassage ? weightOf(e) : passagesOf(e, view).length;
    passes[e] = weight >= view.weight || (everyPassage && view.weight === 1) ? 1 : 0;
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

// Statements are all edges that pass; ties are those that are drawn and walked: a bare title ties nobody to anybody.
function passing(view) {
  const nodes = passingNodes(view);
  const edges = passingEdges(view, nodes);
  const left = edgeFilterIsOn(view) ? keepLinked(view, nodes, edges) : nodes;
  const isOut = (node) => !view.bare && isBare(node);
  const drawn = graph.bare.size ? left.map((passes, node) => (passes && !isOut(node) ? 1 : 0)) : left;
  const ties = graph.bare.size ? edges.map((passes, e) => (passes && !isOut(graph.from[e]) && !isOut(graph.to[e]) ? 1 : 0)) : edges;
  return { nodes: drawn, edges: ties, statements: edges, all: left };
}

// The filters alone decide what passes: walking about asks for it again and again.
const FILTER_KEYS = ["noTypes", "noPredicates", "article", "confidence", "since", "until", "weight", "dating", "bare"];
const passed = { key: "", value: null };

function passingNow(view) {
  const key = JSON.stringify([desk.version, ...FILTER_KEYS.map((each) => view[each])]);
  if (passed.key !== key) Object.assign(passed, { key, value: passing(view) });
  return passed.value;
}

function firstNodes(view, nodes) {
  const chosen = [];
  for (let i = 0; i < graph.count && chosen.length < view.limit; i += 1) if (nodes[i]) chosen.push(i);
  return chosen;
}

// The nodes and edges on show: a path, the local graph of a node, or the most connected with what was added and taken away.
function shownPart(view) {
  const pass = passingNow(view);
  const paths = view.path.length ? pathsOf(view, pass) : [];
  const path = paths[Math.min(view.way, paths.length - 1)] || null;
  const chosen = path ? new Set(path.nodes) : chosenNodes(view, pass);
  const nodes = [...chosen].sort((a, b) => a - b);
  return { nodes, edges: edgesAmong(chosen, pass.edges), path, paths, pass, chosen };
}

function chosenNodes(view, pass) {
  const whole = view.root === null;
  const chosen = new Set(whole ? firstNodes(view, pass.nodes) : neighbourhood(view.root, view.depth, pass.edges));
  const opened = view.selected ? selectedNodes(view.selected) : [];
  for (const node of [...view.added, ...opened.flatMap((each) => beside(each, view, pass))]) if (pass.nodes[node]) chosen.add(node);
  for (const node of view.cut) chosen.delete(node);
  for (const node of whole ? opened : [view.root, ...opened]) chosen.add(node);
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
