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
  return draw("path", { d: path, fill: "none", stroke: isLit ? colours.strong : colours.line, "stroke-width": isLit ? 2 : 1 },
    draw("title", {}, plain(edgeWords(edge))));
}

function svgNode(node) {
  const { x, y } = placeOf(node);
  const own = visNode(node);
  const shape = drawnShape(own.shape, own.size, x, y);
  put(shape, { fill: kinds.get(typeNow(node)).colour, stroke: rimOf(kinds.get(typeNow(node)).colour), "stroke-width": 1.5 }, []);
  const lines = own.label.split("\n").map((line, i) => draw("text", { x: rounded(x), y: rounded(y + own.size + own.font.size * (1.1 + i * 1.2)),
    "font-size": own.font.size, "text-anchor": "middle", fill: colours.ink, stroke: colours.ground, "stroke-width": own.font.size / 5, "paint-order": "stroke" }, plain(line)));
  return draw("g", {}, draw("title", {}, plain(nameOf(node))), shape, lines);
}

function saveSvg() {
  const frame = $("canvas").getBoundingClientRect();
  const [scale, middle] = [network.getScale(), network.getViewPosition()];
  const [width, height] = [frame.width / scale, frame.height / scale];
  const box = [middle.x - width / 2, middle.y - height / 2, width, height].map(rounded).join(" ");
  const picture = draw("svg", { xmlns: SVG, viewBox: box, width: Math.round(frame.width), height: Math.round(frame.height), "font-family": FACE },
    draw("rect", { x: rounded(middle.x - width / 2), y: rounded(middle.y - height / 2), width: rounded(width), height: rounded(height), fill: colours.ground }),
    shown.edges.map(svgEdge), shown.nodes.map(svgNode));
  download("graph.svg", "image/svg+xml", new XMLSerializer().serializeToString(picture));
}

// What XML cannot hold is left out.
const plain = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
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

// A cell that a spreadsheet would read as a formula gets an apostrophe in front.
function csvCell(value) {
  const text = plain(value);
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) && typeof value !== "number" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const csv = (rows) => `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;

function csvNodes() {
  return csv([["id", "type", "name", "aliases", "mentions", "articles"], ...shown.nodes.map((node) => [graph.nodes.id[node], typeNow(node),
    nameOf(node), graph.nodes.aliases[node].join("; "), graph.nodes.mentions[node], graph.nodes.articles[node].length])]);
}

function csvEdges() {
  return csv([["subject", "subject_type", "predicate", "object", "object_type", "weight", "evidence", "source"], ...shown.edges.map(csvEdge)]);
}

function csvEdge(edge) {
  const [from, to] = [graph.from[edge], graph.to[edge]];
  const first = weightOf(edge) ? passage(graph.evidence[edge]) : { text: "", article: ["", ""] };
  return [nameOf(from), typeNow(from), predicateOf(edge), nameOf(to), typeNow(to), weightOf(edge), first.text, first.article[1]];
}

const TAKE = [
  ["png", savePng], ["svg", saveSvg],
  ["graphml", () => download("graph.graphml", "application/xml", graphmlText())],
  ["csv-nodes", () => download("nodes.csv", "text/csv;charset=utf-8", csvNodes())],
  ["csv-edges", () => download("relations.csv", "text/csv;charset=utf-8", csvEdges())],
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
