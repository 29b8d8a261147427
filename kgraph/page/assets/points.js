// All nodes as points on a canvas of their own under that of vis-network, and the names that have room at this zoom.
const points = { order: null, starts: null, x: null, y: null, communities: null };
const LEGIBLE = 9; // pixels from which on a label is drawn as it stands
const SMALLEST = 11; // pixels to which a label that stands for others is raised
const MOST_NAMES = 60;
const MOST_LABELS = 400;
const LARGE_COMMUNITY = 8;

function pointTable() {
  if (points.order) return;
  points.x = Float32Array.from(drawing.nodes, (node) => node.x);
  points.y = Float32Array.from(drawing.nodes, (node) => node.y);
  points.order = Int32Array.from(graph.nodes.type.keys()).sort((a, b) => graph.nodes.type[a] - graph.nodes.type[b] || a - b);
  points.communities = communities();
}

// Each community with its middle and the nodes that lead it, the most connected first.
function communities() {
  const found = new Map();
  data.community.forEach((community, node) => {
    if (isBare(node)) return;
    if (!found.has(community)) found.set(community, { nodes: [], x: 0, y: 0 });
    found.get(community).nodes.push(node);
  });
  const named = [...found.values()].filter(({ nodes }) => nodes.length >= LARGE_COMMUNITY && graph.starts[nodes[0] + 1] > graph.starts[nodes[0]]);
  for (const each of named) {
    each.x = each.nodes.reduce((sum, node) => sum + points.x[node], 0) / each.nodes.length;
    each.y = each.nodes.reduce((sum, node) => sum + points.y[node], 0) / each.nodes.length;
    each.radius = Math.sqrt(each.nodes.reduce((sum, node) => sum + (points.x[node] - each.x) ** 2 + (points.y[node] - each.y) ** 2, 0) / each.nodes.length);
  }
  return named.sort((a, b) => b.nodes.length - a.nodes.length);
}

const pointsAreOn = () => !isLocal();

// The part of the drawing in the window, in its own units.
function windowNow() {
  const { clientWidth, clientHeight } = $("canvas");
  const [scale, middle] = [network.getScale(), network.getViewPosition()];
  return { scale, middle, width: clientWidth, height: clientHeight, left: middle.x - clientWidth / 2 / scale, right: middle.x + clientWidth / 2 / scale, top: middle.y - clientHeight / 2 / scale, bottom: middle.y + clientHeight / 2 / scale };
}

function paintPoints() {
  const canvas = $("points");
  const view = windowNow();
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  if (pointsAreOn() && shown.chosen.size < graph.count) drawPoints(context, view);
}

function drawPoints(context, { scale, left, right, top, bottom }) {
  pointTable();
  const { order, x, y } = points;
  const side = Math.min(9, Math.max(1.6, 16 * scale));
  let kind = -1;
  for (let i = 0; i < order.length; i += 1) {
    const node = order[i];
    if (x[node] < left || x[node] > right || y[node] < top || y[node] > bottom || !shown.pass.nodes[node] || shown.chosen.has(node)) continue;
    if (graph.nodes.type[node] !== kind) {
      kind = graph.nodes.type[node];
      context.fillStyle = data.types[kind][1];
    }
    context.fillRect((x[node] - left) * scale - side / 2, (y[node] - top) * scale - side / 2, side, side);
  }
}

// Names over everything: of communities far out, of landmarks where there is room, of all that is near.
function paintNames(context) {
  if (lit) return;
  const view = windowNow();
  const brush = { context, scale: view.scale, taken: [], led: new Set() };
  const inside = (node) => { const { x, y } = pointPlace(node); return x > view.left && x < view.right && y > view.top && y < view.bottom; };
  const seen = shown.nodes.filter(inside);
  seen.filter((node) => sizesOf(node).font * view.scale >= LEGIBLE).slice(0, MOST_LABELS).forEach((node) => nameNode(brush, node, 0));
  if (pointsAreOn()) nameCommunities(brush, view);
  let left = MOST_NAMES;
  for (const node of seen) if (left > 0 && !brush.led.has(node) && sizesOf(node).font * view.scale < LEGIBLE && nameNode(brush, node, SMALLEST / view.scale)) left -= 1;
  if (pointsAreOn()) nameNearPoints(brush, view);
}

const pointPlace = (node) => (shown.chosen.has(node) ? placeOf(node) : drawing.nodes[node]);

// A node's name under its mark; left out where another has the room. Those of the layout's own size never meet.
function nameNode({ context, scale, taken }, node, least) {
  const { x, y } = pointPlace(node);
  const { size, font: own } = sizesOf(node);
  const font = Math.max(own, least);
  const lines = labelOf(node).split("\n");
  const top = y + size + font * 0.5 + 1;
  if (!takeRoom(taken, x, top + font / 2, font, lines) && least) return false;
  paintLines(context, lines, x, top, font);
  return true;
}

const labelOf = (node) => (desk.renamed.has(node) ? shorten(desk.renamed.get(node), 18) : drawing.nodes[node].label);

function nameCommunities({ context, scale, taken, led }, view) {
  pointTable();
  const near = points.communities.filter(({ x, y, radius, nodes }) => x > view.left && x < view.right && y > view.top && y < view.bottom
    && radius * scale > 26 && shown.pass.nodes[nodes[0]] && sizesOf(nodes[0]).font * scale < LEGIBLE).slice(0, MOST_NAMES);
  for (const { x, y, nodes } of near) {
    const leader = nodes.find((node) => shown.pass.nodes[node]);
    const words = shorten(nameOf(leader), 14);
    const size = 13 / scale;
    if (!takeRoom(taken, x, y, size, [words, ""])) continue;
    led.add(leader);
    paintLines(context, [words, say("and-more", number(nodes.length))], x, y - size / 2, size, [1, 0.82]);
  }
}

// Close enough, a point has a name as well.
function nameNearPoints(brush, view) {
  if (shown.chosen.size >= graph.count) return;
  const near = [];
  for (let node = 0; node < graph.count && near.length < MOST_LABELS; node += 1) {
    const { x, y, font } = drawing.nodes[node];
    if (x > view.left && x < view.right && y > view.top && y < view.bottom && font.size * view.scale >= LEGIBLE && shown.pass.nodes[node] && !shown.chosen.has(node)) near.push(node);
  }
  near.forEach((node) => nameNode(brush, node, 0));
}

// The point under the pointer, which vis-network does not know.
function pointAt({ x, y }) {
  if (!pointsAreOn()) return null;
  const at = network.DOMtoCanvas({ x, y });
  const reach = 9 / network.getScale();
  let [best, least] = [null, reach * reach];
  for (let node = 0; node < graph.count; node += 1) {
    if (!shown.pass.nodes[node] || shown.chosen.has(node)) continue;
    const [dx, dy] = [drawing.nodes[node].x - at.x, drawing.nodes[node].y - at.y];
    if (dx * dx + dy * dy < least) [best, least] = [node, dx * dx + dy * dy];
  }
  return best;
}

// The middle of the window and the zoom, for an address that shows the same part.
function camera() {
  if (!network) return "";
  const { x, y } = network.getViewPosition();
  return [Math.round(x), Math.round(y), network.getScale().toFixed(3)].join(",");
}

function aimCamera(text) {
  const [x, y, scale] = text.split(",").map(Number);
  network.moveTo({ position: { x, y }, scale: Math.min(6, Math.max(0.005, scale)), animation: false });
}
