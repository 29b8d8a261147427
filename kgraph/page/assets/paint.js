// Painting by hand: what is lit, over a veil; and the pictures one takes away.
const placeOf = (node) => (network.body.nodes[node] ? network.getPosition(node) : drawing.nodes[node]);
const MOST_WORDS = 60;

function paintLit(context) {
  if (!lit) return;
  veil(context);
  const brush = { context, scale: network.getScale(), strong: true, taken: [] };
  const first = (a, b) => lit.middle.includes(b) - lit.middle.includes(a) || a - b;
  const nodes = lit.nodes.filter((node) => shown.chosen.has(node)).sort(first);
  lit.edges.forEach((edge) => paintEdge(brush, edge));
  nodes.forEach((node) => paintMark(brush, node, lit.middle.includes(node)));
  nodes.forEach((node) => paintLabel(brush, node, lit.middle.includes(node)));
  if (lit.edges.length <= MOST_WORDS) lit.edges.forEach((edge) => paintPredicate(brush, edge));
}

function veil(context) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.veil;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

function edgeLine(edge) {
  const [a, b] = [placeOf(graph.from[edge]), placeOf(graph.to[edge])];
  const turn = shown.turns.get(edge) || 0;
  return { a, b, bend: { x: (a.x + b.x) / 2 + turn * (b.y - a.y), y: (a.y + b.y) / 2 - turn * (b.x - a.x) } };
}

function paintEdge({ context, scale, strong }, edge) {
  const { a, b, bend } = edgeLine(edge);
  context.strokeStyle = strong ? colours.strong : colours.line;
  context.lineWidth = (strong ? 1.6 : 1) / Math.min(1, Math.max(scale, 0.05));
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.quadraticCurveTo(bend.x, bend.y, b.x, b.y);
  context.stroke();
  if (!isSymmetric(edge)) paintArrow({ context, scale, strong }, bend, b, sizesOf(graph.to[edge]).size);
}

function paintArrow({ context, scale, strong }, from, to, size) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const [length, tip] = [9 / scale, size + 2];
  const [x, y] = [to.x - tip * Math.cos(angle), to.y - tip * Math.sin(angle)];
  context.fillStyle = strong ? colours.strong : colours.line;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - length * Math.cos(angle - 0.4), y - length * Math.sin(angle - 0.4));
  context.lineTo(x - length * Math.cos(angle + 0.4), y - length * Math.sin(angle + 0.4));
  context.fill();
}

// Words stand nearer the end that is not in the middle, where the edges lie further apart, and only where there is room.
function paintPredicate(brush, edge) {
  const { a, b, bend } = edgeLine(edge);
  const [from, to] = [graph.from[edge], graph.to[edge]].map((node) => lit.middle.includes(node));
  const t = from === to ? 0.5 : from ? 0.62 : 0.38;
  const mix = (p, q, r) => (1 - t) ** 2 * p + 2 * t * (1 - t) * q + t ** 2 * r;
  const [x, y] = [mix(a.x, bend.x, b.x), mix(a.y, bend.y, b.y)];
  const [words, size] = [label(predicateOf(edge)), 11 / brush.scale];
  if (takeRoom(brush.taken, x, y, size, [words])) paintWords(brush.context, words, x, y, size);
}

const widthOf = (line) => [...line].reduce((sum, char) => sum + (char > "\u2e80" ? 1 : 0.56), 0);

// Whether the lines of a label fit between those before; then their room is taken.
function takeRoom(taken, x, y, size, lines) {
  const half = (Math.max(...lines.map(widthOf)) * size) / 2;
  const box = [x - half, y - size / 2, x + half, y + size * (lines.length - 0.5)];
  if (taken.some((each) => box[0] < each[2] && each[0] < box[2] && box[1] < each[3] && each[1] < box[3])) return false;
  taken.push(box);
  return true;
}

// All rims before all letters: the rim of one line never lies on the letters of another.
function paintLines(context, lines, x, y, size, shares = []) {
  context.textAlign = "center";
  context.textBaseline = "hanging";
  context.lineJoin = "round";
  const each = (act) => lines.forEach((line, i) => {
    context.font = `${size * (shares[i] || 1)}px ${FACE}`;
    act(line, x, y + size * 1.08 * i);
  });
  context.lineWidth = size * 0.28;
  context.strokeStyle = colours.ground;
  each((line, at, top) => context.strokeText(line, at, top));
  context.fillStyle = colours.ink;
  each((line, at, top) => context.fillText(line, at, top));
}

function paintWords(context, words, x, y, size) {
  context.font = `${size}px ${FACE}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = size * 0.3;
  context.strokeStyle = colours.ground;
  context.strokeText(words, x, y);
  context.fillStyle = colours.ink;
  context.fillText(words, x, y);
}

const markSize = (own, scale, isMiddle) => Math.max(own.size, (isMiddle ? 7 : 4) / scale);

function paintMark({ context, scale }, node, isMiddle) {
  const { x, y } = placeOf(node);
  const own = visNode(node);
  const size = markSize(own, scale, isMiddle);
  const { colour } = kinds.get(typeNow(node));
  tracedShape(context, own.shape, size, x, y);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = Math.min(size / 3, (isMiddle ? 2.5 : 1.2) / scale);
  context.strokeStyle = isMiddle ? colours.strong : rimOf(colour);
  context.stroke();
}

// A lit label is never too small to read; one that has no room at that size is left out.
function paintLabel({ context, scale, taken }, node, isMiddle) {
  const { x, y } = placeOf(node);
  const own = visNode(node);
  const least = taken ? (isMiddle ? 13 : 11) / scale : 0;
  const font = Math.max(own.font.size, least);
  const lines = labelOf(node).split("\n");
  const top = y + markSize(own, scale, isMiddle) + font * 0.5 + 1; // as vis-network has it
  if (font * scale < 6 || (taken && !takeRoom(taken, x, top + font / 2, font, lines) && !isMiddle)) return;
  paintLines(context, lines, x, top, font);
}
