// Places of the local graph: rings around the root, each node at the free place nearest to its own.
const GAP = 10;

function sizesOf(node) {
  const lines = labelOf(node).split("\n");
  const widest = Math.max(...lines.map(widthOf));
  const { size, font } = isLocal() ? { size: node === state.root ? 20 : 12, font: 14 } : cappedSizes(drawing.nodes[node]);
  return { size, font, half: Math.max((widest * font) / 2, size) + GAP, above: size + GAP, below: size + lines.length * font * 1.3 + GAP };
}

const isLocal = () => state.root !== null || Boolean(shown && shown.path);
const cappedSizes = ({ size, font }) => ({ size: Math.min(size, cap.size / cap.scale), font: Math.min(font.size, cap.font / cap.scale) });

// A high window, as of a phone, wants a high drawing.
const isHigh = () => $("canvas").clientHeight > 1.1 * $("canvas").clientWidth;

// A path from side to side, or downwards, in a zigzag so that the words on it have room.
function pathPlaces(nodes) {
  const [along, across] = isHigh() || nodes.length > 2 * window.innerWidth / 170 ? ["y", "x"] : ["x", "y"];
  return new Map(nodes.map((node, i) => [node, { [along]: i * 150, [across]: (i % 2) * 130 }]));
}

function localPlaces(nodes, root, passes) {
  const rings = ringsAround(root, nodes, passes);
  const places = new Map();
  const taken = [];
  rings.forEach((ring, step) => settle(ring, step, { places, taken }));
  return places;
}

function ringsAround(root, nodes, passes) {
  const left = new Set(nodes);
  const rings = [];
  for (let ring = [root]; ring.length; ring = ringAfter(ring, left, passes)) {
    ring.forEach((node) => left.delete(node));
    rings.push(ring.filter((node) => nodes.includes(node) || node === root));
  }
  if (left.size) rings.push([...left]);
  return rings;
}

// The next ring, the children of each node side by side, of one predicate together.
function ringAfter(ring, left, passes) {
  const next = [];
  const seen = new Set();
  for (const node of ring) {
    const edges = [...edgesOf(node)].filter((edge) => passes[edge]);
    edges.sort((a, b) => graph.edges.predicate[a] - graph.edges.predicate[b] || a - b);
    for (const end of edges.map((edge) => otherEnd(edge, node))) {
      if (left.has(end) && !seen.has(end)) { seen.add(end); next.push(end); }
    }
  }
  return next;
}

function settle(ring, step, ground) {
  const room = ring.reduce((sum, node) => sum + sizesOf(node).half * 1.6, 0);
  const radius = step === 0 ? 0 : Math.max(step * 190, Math.min(room / Math.PI / 1.6, step * 420));
  ring.forEach((node, i) => {
    const angle = (2 * Math.PI * i) / ring.length - Math.PI / 2;
    ground.places.set(node, freePlace(radius, angle, sizesOf(node), ground.taken));
  });
}

// Outwards along the ray, a little to both sides, until nothing is touched.
function freePlace(radius, angle, box, taken) {
  const [wide, high] = isHigh() ? [0.62, 1.5] : [1.25, 0.9];
  for (let out = 0; ; out += 14) {
    for (const turn of [0, 0.08, -0.08]) {
      const x = (radius + out) * Math.cos(angle + turn) * wide;
      const y = (radius + out) * Math.sin(angle + turn) * high;
      const own = [x - box.half, y - box.above, x + box.half, y + box.below];
      if (taken.some((each) => own[0] < each[2] && each[0] < own[2] && own[1] < each[3] && each[1] < own[3])) continue;
      taken.push(own);
      return { x: Math.round(x), y: Math.round(y) };
    }
  }
}
