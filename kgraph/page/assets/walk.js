// Walking: what lies within some steps, shortest paths, expanding and collapsing, asking before a hub is opened.
const HUB = 60;
const MOST_PATHS = 8;

const neighbourhood = (root, steps, passes) => within(graph, root, { steps, passes, most: MOST_AROUND });
const pathsOf = (view, pass) =>
  shortestPaths(graph, view.path[0], view.path[1], { passes: pass.edges, avoid: new Set(view.avoid), most: MOST_PATHS });

const neighbours = (node) => [...new Set([...edgesOf(node)].filter((edge) => passingNow(state).edges[edge]).map((edge) => otherEnd(edge, node)))];

// A hub is opened by the part: asked first, which of its relations are wanted.
function expand(node) {
  const near = neighbours(node);
  if (near.length > HUB) askHub(node);
  else addNodes(node, near);
}

function addNodes(node, near) {
  change({ view: "map", path: [], added: [...new Set([...state.added, node, ...near])], cut: state.cut.filter((each) => !near.includes(each)) });
}

function hubGroups(node) {
  const groups = new Map();
  for (const edge of edgesOf(node)) {
    if (!passingNow(state).edges[edge]) continue;
    const key = `${label(predicateOf(edge))} · ${label(typeNow(otherEnd(edge, node)))}`;
    groups.set(key, (groups.get(key) || new Set()).add(otherEnd(edge, node)));
  }
  return [...groups].sort((a, b) => b[1].size - a[1].size);
}

function askHub(node) {
  const rows = hubGroups(node).map(([key, near]) => make("li", {},
    button(`${key} ${number(near.size)}`, () => { $("dialog").close(); addNodes(node, [...near].sort((a, b) => a - b).slice(0, MOST_AROUND)); })));
  openDialog(say("hub-title", shorten(nameOf(node), 60), number(neighbours(node).length)), make("p", { class: "quietly" }, say("hub-help")), make("ul", { class: "choices" }, rows));
}

// Takes away the neighbours that hang on this node alone.
function collapse(node) {
  const leaves = neighbours(node).filter((each) => shown.chosen.has(each) && hangsOn(each, node));
  change({ added: state.added.filter((each) => !leaves.includes(each)), cut: [...new Set([...state.cut, ...leaves])] });
}

const hangsOn = (leaf, node) => neighbours(leaf).every((each) => each === node || !shown.chosen.has(each));

const onMap = () => (state.view === "home" ? { view: "map" } : {});
const openNode = (index) => change({ ...onMap(), selected: { kind: "node", index } });
const openEdge = (index) => change({ ...onMap(), selected: { kind: "edge", index } });
const goLocal = (root, depth) => change({ view: "map", root, depth, cut: [], path: [], selected: { kind: "node", index: root } });
const goWhole = () => change({ ...fresh(), limit: state.limit, selected: null });
const close = () => change(state.selected ? { selected: null, wide: 0 } : { path: [], avoid: [], way: 0, wide: 0 });
const findPath = (from, to) => change({ view: "map", path: [from, to], avoid: [], way: 0, picked: null, selected: null });
const goAround = (node) => change({ avoid: [...state.avoid, node], way: 0 });
const readArticleAt = (article, at = "") => change({ view: "texts", text: article, at, words: "" });
