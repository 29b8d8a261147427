// Drawing with vis-network; what is lit is drawn by hand over a veil, so that nothing need be changed for it.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const FACE = getComputedStyle(document.documentElement).getPropertyValue("--face").trim() || "sans-serif";
const MANY = 2500;
const FOOT = 40; // the line at the bottom that says what is shown
const LARGEST_SCALE = 1.3;
const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
let colours = readColours();
let network = null;
let shown = null;
let lit = null;
let changing = false; // each change of the items draws, and half of them is nothing to paint
const moved = new Map();
const SLICE = 120; // how many nodes are added to the drawing at once

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (key) => style.getPropertyValue(`--${key}`).trim();
  return { ground: read("ground"), ink: read("ink"), line: read("line"), strong: read("strong"), rim: read("rim"), veil: read("veil") };
}

// The rim of a mark: its own colour, nearer to the ink, so that light ones stand out from the ground.
function rimOf(colour) {
  const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const [own, ink] = [parts(colour), parts(colours.rim)];
  return `#${own.map((part, i) => Math.round(part * 0.55 + ink[i] * 0.45).toString(16).padStart(2, "0")).join("")}`;
}

function groups() {
  const paint = (colour) => ({ background: colour, border: rimOf(colour) });
  return Object.fromEntries(data.types.map(([id, colour]) => [id, {
    color: { ...paint(colour), highlight: paint(colour), hover: paint(colour) },
  }]));
}

function look() {
  const line = { color: colours.line, highlight: colours.line, hover: colours.line };
  const font = { color: colours.ink, face: FACE, strokeWidth: 2, strokeColor: colours.ground };
  return {
    groups: groups(),
    nodes: { ...drawing.options.nodes, font },
    edges: { ...drawing.options.edges, color: line, arrows: { to: { enabled: true, scaleFactor: 0.5 } } },
  };
}

function setUpDrawing() {
  const options = { ...drawing.options, ...look(), interaction: { ...drawing.options.interaction, ...spared() } };
  network = new vis.Network($("canvas"), { nodes: visNodes, edges: visEdges }, options);
  network.on("beforeDrawing", () => { if (!changing) paintPoints(); });
  network.on("afterDrawing", (context) => { if (!changing) { paintLit(context); paintNames(context); } });
  network.on("click", clicked);
  network.on("doubleClick", ({ nodes }) => nodes.length && expand(nodes[0]));
  network.on("dragEnd", ({ nodes }) => nodes.forEach((node) => moved.set(node, network.getPosition(node))));
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("zoom", capLater);
  network.on("animationFinished", capLater);
  dark.addEventListener("change", recolour);
}

// Thousands of edges are left out while the view moves, so that it follows the hand.
function spared() {
  const many = shown.edges.length > MANY;
  return { keyboard: false, hideEdgesOnDrag: many, hideEdgesOnZoom: many };
}

function recolour() {
  colours = readColours();
  network.setOptions(look());
  visNodes.update(shown.nodes.map(visNode));
  showRest();
}

// Close to a landmark its letters and mark would fill the window: they are held to a size on the screen.
const cap = { scale: 1e-9, timer: 0, font: 26, size: 24 };

function capLater() {
  clearTimeout(cap.timer);
  cap.timer = setTimeout(capSizes, 150);
}

function capSizes() {
  const before = cap.scale;
  cap.scale = network.getScale();
  if (Math.abs(Math.log(cap.scale / before)) < 0.15) return;
  const isLarge = (node) => drawing.nodes[node].font.size > cap.font / Math.max(before, cap.scale);
  visNodes.update(shown.nodes.filter(isLarge).map(visNode));
}

function clicked({ nodes, edges, pointer }) {
  const point = nodes.length ? null : pointAt(pointer.DOM);
  if (nodes.length) openNode(nodes[0]);
  else if (point !== null) openNode(point);
  else if (edges.length) openEdge(edges[0]);
  else if (state.selected || state.path.length) close();
}

function hover(node) {
  $("canvas").classList.toggle("pointing", node !== null);
  if (state.selected || state.path.length || shown.edges.length > MANY) return;
  light(node === null ? null : around(node));
}

function visNode(node) {
  const own = drawing.nodes[node];
  const place = shown.places.get(node) || moved.get(node) || own;
  const { size, font } = sizesOf(node);
  return { ...own, label: "", group: typeNow(node), shape: kinds.get(typeNow(node)).shape, x: place.x, y: place.y, size, font: { size: font } };
}

function visEdge(edge) {
  const own = { ...drawing.edges[edge], from: graph.from[edge], to: graph.to[edge] };
  if (isSymmetric(edge)) own.arrows = "";
  if (weightOf(edge) > 1) own.width = 1 + Math.log2(weightOf(edge));
  const turn = shown.turns.get(edge);
  return turn ? { ...own, smooth: { enabled: true, type: "curvedCW", roundness: turn } } : own;
}

// Edges between the same two nodes bend away from each other.
function turns(edges) {
  const pairs = new Map();
  const found = new Map();
  for (const edge of edges) {
    const [a, b] = [graph.from[edge], graph.to[edge]];
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const before = pairs.get(key) || 0;
    pairs.set(key, before + 1);
    if (before && a !== b) found.set(edge, 0.14 * before * (a < b ? 1 : -1));
  }
  return found;
}

function replaceItems(set, wanted, build, fresh) {
  const gone = fresh ? set.getIds() : set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) set.remove(gone);
  const kept = new Set(set.getIds());
  set.add([...wanted].filter((id) => !kept.has(id)).map(build));
}

// Brings the drawing to what is shown; a change of places draws all anew.
function show(next, fresh) {
  lit = null; // what was lit may be gone, and each change of the items draws
  shown = { ...next, places: placesFor(next), turns: turns(next.edges) };
  changing = true;
  if (fresh) visEdges.clear();
  replaceItems(visNodes, new Set(next.nodes), visNode, fresh);
  replaceItems(visEdges, new Set(next.edges), visEdge, fresh);
  changing = false;
  if (network) network.setOptions({ interaction: spared() });
}

// More nodes come in slices, each in a frame of its own, so that the page never stands still.
function growTo(limit) {
  const next = Math.min(limit, state.limit + SLICE);
  change({ limit: next });
  if (next < limit && next < countOf(shown.pass.nodes)) requestAnimationFrame(() => growTo(limit));
  else fit();
}

function placesFor({ nodes, path, pass }) {
  if (path) return pathPlaces(path.nodes);
  return state.root === null ? new Map() : localPlaces(nodes, state.root, pass.edges);
}

function around(node) {
  const edges = shown.edges.filter((edge) => graph.from[edge] === node || graph.to[edge] === node);
  return { nodes: [...new Set([node, ...edges.map((edge) => otherEnd(edge, node))])], edges, middle: [node] };
}

function litBy(view) {
  if (!view.selected) return shown.path ? { ...shown.path, middle: view.path } : null;
  const { kind, index } = view.selected;
  if (kind === "edge") return { nodes: selectedNodes(view.selected), edges: [index], middle: [] };
  return around(index);
}

function light(part) {
  lit = part;
  network.redraw();
}

// The nodes with their labels, as large as the window allows.
function fit(nodes = shown.nodes, moving = true) {
  if (!nodes.length) return;
  const { clientWidth, clientHeight } = $("canvas");
  const [left, top, right, bottom] = bounds(nodes);
  const scale = Math.min(clientWidth / (right - left), (clientHeight - FOOT) / (bottom - top), LARGEST_SCALE);
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 + FOOT / 2 / scale };
  const animation = moving && !reducedMotion() ? { duration: 250, easingFunction: "easeInOutQuad" } : false;
  capLater();
  network.moveTo({ position, scale, animation });
}

function bounds(nodes) {
  return nodes.reduce(([left, top, right, bottom], node) => {
    const { x, y } = placeOf(node);
    const { half, above, below } = sizesOf(node);
    return [Math.min(left, x - half), Math.min(top, y - above), Math.max(right, x + half), Math.max(bottom, y + below)];
  }, [Infinity, Infinity, -Infinity, -Infinity]);
}

const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function zoom(factor) {
  network.moveTo({ scale: Math.min(6, Math.max(0.01, network.getScale() * factor)) });
  capLater();
}
