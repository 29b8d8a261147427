// The outlines of vis-network's shapes, for the legend, the lit part and the pictures one takes away.
const SIXTH = Math.PI / 3;

function polygon(corners, radius, turn) {
  return Array.from({ length: corners }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function star(size) {
  const corners = Array.from({ length: 10 }, (_, i) => {
    const radius = size * 0.82 * (i % 2 ? 0.5 : 1.3);
    return [radius * Math.sin((i * Math.PI) / 5), 0.1 * size - radius * Math.cos((i * Math.PI) / 5)];
  });
  return corners;
}

function triangle(size, up) {
  const radius = size * 1.15;
  const inner = (Math.sqrt(3) / 6) * 2 * radius;
  const height = Math.sqrt(3) * radius - inner;
  const shift = 0.275 * radius;
  return [[0, -height + shift], [radius, inner + shift], [-radius, inner + shift]].map(([x, y]) => [x, up * y]);
}

const OUTLINES = {
  square: (r) => [[-r, -r], [r, -r], [r, r], [-r, r]],
  diamond: (r) => [[0, r], [r, 0], [0, -r], [-r, 0]],
  hexagon: (r) => polygon(6, r, 0),
  triangle: (r) => triangle(r, 1),
  triangleDown: (r) => triangle(r, -1),
  star,
};

// The corners of a shape around its middle; none for a circle.
const outline = (shape, size) => (OUTLINES[shape] ? OUTLINES[shape](size) : null);
const rounded = (n) => Math.round(n * 100) / 100;

function drawnShape(shape, size, x, y) {
  const corners = outline(shape, size);
  if (!corners) return draw("circle", { cx: rounded(x), cy: rounded(y), r: rounded(size) });
  return draw("polygon", { points: corners.map(([dx, dy]) => `${rounded(x + dx)},${rounded(y + dy)}`).join(" ") });
}

function tracedShape(context, shape, size, x, y) {
  const corners = outline(shape, size);
  context.beginPath();
  if (!corners) context.arc(x, y, size, 0, 2 * Math.PI);
  else corners.forEach(([dx, dy], i) => (i ? context.lineTo(x + dx, y + dy) : context.moveTo(x + dx, y + dy)));
  context.closePath();
}

const kinds = new Map(data.types.map(([id, colour, shape]) => [id, { id, colour, shape }]));

// The mark of a type beside its name.
function swatch(type) {
  const kind = kinds.get(type);
  const mark = drawnShape(kind.shape, 6, 9, 9);
  put(mark, { fill: kind.colour, stroke: rimOf(kind.colour) }, []);
  return draw("svg", { class: "swatch", viewBox: "0 0 18 18", width: 18, height: 18, "aria-hidden": "true" }, mark);
}
