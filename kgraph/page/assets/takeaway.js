// What one takes away: pictures of the view, and the shown part as GraphML and CSV.
function paintPicture() {
  const frame = $("canvas").getBoundingClientRect();
  const canvas = make("canvas", { width: Math.round(frame.width * 2), height: Math.round(frame.height * 2) });
  const context = canvas.getContext("2d");
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const [scale, middle] = [network.getScale(), network.getViewPosition()];
  context.setTransform(2 * scale, 0, 0, 2 * scale, canvas.width / 2 - 2 * scale * middle.x, canvas.height / 2 - 2 * scale * middle.y);
  const brush = { context, scale, strong: false, taken: null };
  shown.edges.forEach((edge) => paintEdge(brush, edge));
  shown.nodes.forEach((node) => paintMark(brush, node, false));
  shown.nodes.forEach((node) => paintLabel(brush, node, false));
  paintLit(context);
  return canvas;
}

const savePng = () => paintPicture().toBlob((blob) => download("graph.png", "image/png", blob));

function svgEdge(edge) {
  const { a, b, bend } = edgeLine(edge);
  const path = `M${rounded(a.x)} ${rounded(a.y)}Q${rounded(bend.x)} ${rounded(bend.y)} ${rounded(b.x)} ${rounded(b.y)}`;
  const isLit = lit && lit.edges.includes(edge);
  const stroke = isLit ? colours.strong : colours.line;
  const line = draw("path", { d: path, fill: "none", stroke, "stroke-width": isLit ? 2 : 1, opacity: lit && !isLit ? 0.25 : 1 }, draw("title", {}, plain(edgeWords(edge))));
  return [line, isSymmetric(edge) ? null : svgArrow(edge, stroke), isLit && lit.edges.length <= MOST_WORDS ? svgPredicate(edge) : null];
}

function svgArrow(edge, fill) {
  const { b, bend } = edgeLine(edge);
  const angle = Math.atan2(b.y - bend.y, b.x - bend.x);
  const tip = sizesOf(graph.to[edge]).size + 2;
  const [x, y] = [b.x - tip * Math.cos(angle), b.y - tip * Math.sin(angle)];
  const corner = (turn) => `${rounded(x - 8 * Math.cos(angle + turn))},${rounded(y - 8 * Math.sin(angle + turn))}`;
  return draw("polygon", { points: `${rounded(x)},${rounded(y)} ${corner(0.4)} ${corner(-0.4)}`, fill });
}

function svgPredicate(edge) {
  const { a, b } = edgeLine(edge);
  return draw("text", { x: rounded((a.x + b.x) / 2), y: rounded((a.y + b.y) / 2), "font-size": 11, "text-anchor": "middle", fill: colours.ink, stroke: colours.ground, "stroke-width": 3, "paint-order": "stroke" }, plain(label(predicateOf(edge))));
}

function svgNode(node) {
  const { x, y } = placeOf(node);
  const own = visNode(node);
  const shape = drawnShape(own.shape, own.size, x, y);
  put(shape, { fill: kinds.get(typeNow(node)).colour, stroke: rimOf(kinds.get(typeNow(node)).colour), "stroke-width": 1.5 }, []);
  const lines = labelOf(node).split("\n").map((line, i) => draw("text", { x: rounded(x), y: rounded(y + own.size + own.font.size * (1.1 + i * 1.2)),
    "font-size": own.font.size, "text-anchor": "middle", fill: colours.ink, stroke: colours.ground, "stroke-width": own.font.size / 5, "paint-order": "stroke" }, plain(line)));
  return draw("g", { opacity: lit && !lit.nodes.includes(node) ? 0.25 : 1 }, draw("title", {}, plain(nameOf(node))), shape, lines);
}

function saveSvg() {
  const frame = $("canvas").getBoundingClientRect();
  const [scale, middle] = [network.getScale(), network.getViewPosition()];
  const [width, height] = [frame.width / scale, frame.height / scale];
  const box = [middle.x - width / 2, middle.y - height / 2, width, height].map(rounded).join(" ");
  const picture = draw("svg", { xmlns: SVG, viewBox: box, width: Math.round(frame.width), height: Math.round(frame.height), "font-family": FACE },
    draw("rect", { x: rounded(middle.x - width / 2), y: rounded(middle.y - height / 2), width: rounded(width), height: rounded(height), fill: colours.ground }),
    shown.edges.flatMap(svgEdge), shown.nodes.map(svgNode));
  download("graph.svg", "image/svg+xml", new XMLSerializer().serializeToString(picture));
}

const xml = (text) => plain(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const GRAPHML_KEYS = [["node", "label", "string"], ["node", "type", "string"], ["node", "aliases", "string"], ["node", "mentions", "int"],
  ["node", "x", "double"], ["node", "y", "double"], ["edge", "kind", "string"], ["edge", "weight", "double"]];

function graphmlItem(tag, attributes, values) {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(value)}"`).join("");
  const cells = Object.entries(values).map(([key, value]) => `<data key="${tag}-${key}">${xml(value)}</data>`).join("");
  return `<${tag}${written}>${cells}</${tag}>`;
}

function graphmlNode(node) {
  const { x, y } = placeOf(node);
  return graphmlItem("node", { id: graph.nodes.id[node] }, { label: nameOf(node), type: typeNow(node),
    aliases: graph.nodes.aliases[node].join("; "), mentions: graph.nodes.mentions[node], x, y });
}

function graphmlEdge(edge) {
  const ends = { id: graph.edges.id[edge], source: graph.nodes.id[graph.from[edge]], target: graph.nodes.id[graph.to[edge]] };
  return graphmlItem("edge", ends, { kind: predicateOf(edge), weight: Math.max(1, weightOf(edge)) });
}

function graphmlText() {
  const keys = GRAPHML_KEYS.map(([part, key, type]) => `<key id="${part}-${key}" for="${part}" attr.name="${key === "kind" ? "label" : key}" attr.type="${type}"/>`);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', ...keys,
    '<graph edgedefault="directed">', ...shown.nodes.map(graphmlNode), ...shown.edges.map(graphmlEdge), "</graph>", "</graphml>", ""].join("\n");
}

const csvNodes = (nodes) => csv([["id", "type", "name", "aliases", "relations", "mentions", "articles", "place", "identifiers"], ...nodes.map((node) => [graph.nodes.id[node], typeNow(node),
  nameOf(node), graph.nodes.aliases[node].join("; "), statementsAt(node).length, graph.nodes.mentions[node], graph.nodes.articles[node].length,
  placesAround(node).map(nameOf).join("; "), pairs(graph.nodes.identifiers[node] || {}, [])])]);

const pairs = (qualifiers, without_) => Object.entries(qualifiers).filter(([key]) => !without_.includes(key)).map(([key, value]) => `${key}=${value}`).join("; ");
const OWN_COLUMNS = ["date", "status", "level", "rank", "count", "amount"];
const CSV_HEAD = ["subject", "subject_type", "predicate", "object", "object_type", ...OWN_COLUMNS, "giver", "published", "place", "confidence", "rule", "other", "evidence", "title", "source", "start", "end", "relation", "subject_id", "object_id"];

// One row a passage: the date is that of the fact, the day of publication has a column of its own.
const csvEdges = (edges) => csv([CSV_HEAD, ...edges.flatMap((edge) => passagesOf(edge, state).map((i) => passageRow(edge, i)))]);

function passageRow(edge, i) {
  const [from, to] = [graph.from[edge], graph.to[edge]];
  const { text, rule, place, qualifiers, confidence, article: [title, source, published] } = passage(i);
  const own = OWN_COLUMNS.map((key) => (key === "date" ? desk.dates.get(i) || qualifiers.date || "" : qualifiers[key] || ""));
  return [nameOf(from), typeNow(from), predicateOf(edge), nameOf(to), typeNow(to), ...own, giverNames(edge).join("; "), published, placesAround(from).map(nameOf).join("; "),
    confidence, rule, pairs(qualifiers, OWN_COLUMNS), text, title, source, place[0], place[1], graph.edges.id[edge], graph.nodes.id[from], graph.nodes.id[to]];
}

// Of a path or a local graph what is on show; of the whole, all that passes the filters.
const edgesTaken = () => (isLocal() ? shown.edges : [...graph.edges.predicate.keys()].filter((edge) => shown.pass.statements[edge]));
const nodesTaken = () => (isLocal() ? shown.nodes : [...graph.nodes.type.keys()].filter((node) => shown.pass.all[node]));

const TAKE = [
  ["png", savePng], ["svg", saveSvg],
  ["graphml", () => download("graph.graphml", "application/xml", graphmlText())],
  ["csv-nodes", () => download("entities.csv", "text/csv;charset=utf-8", csvNodes(nodesTaken()))],
  ["csv-edges", () => download("relations.csv", "text/csv;charset=utf-8", csvEdges(edgesTaken()))],
];

function openTake(open) {
  const items = TAKE.map(([key, act]) => button(say(`take-${key}`), () => { openTake(false); $("take").focus(); act(); }, { role: "menuitem", tabindex: -1, "data-take": key }));
  $("take-menu").replaceChildren(...items, button(say("take-print"), () => { openTake(false); window.print(); }, { role: "menuitem", tabindex: -1 }));
  $("take-menu").hidden = !open;
  $("take").setAttribute("aria-expanded", String(open));
  if (open) items[0].focus();
}

function takeKey(event) {
  const items = [...$("take-menu").children];
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + steps[event.key] + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    openTake(false);
    $("take").focus();
    event.stopPropagation();
  }
}
