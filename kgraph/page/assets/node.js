// The panel of a node: its names, its relations by predicate, where it is named, and what one can do with it.
const MOST_ROWS = 40;

function nodePanel(node) {
  return [
    panelHead([swatch(typeNow(node)), make("span", {}, label(typeNow(node)))], nameOf(node)),
    nodeNames(node),
    nodeWays(node),
    nodeCompare(node),
    ...relationGroups(node).map((group) => groupSection(node, group)),
    nodeArticles(node),
    nodeCorrections(node),
  ];
}

function nodeNames(node) {
  const aliases = graph.nodes.aliases[node];
  const counts = say("named", number(graph.nodes.mentions[node]), number(graph.nodes.articles[node].length));
  return make("div", { class: "names" },
    aliases.length ? make("p", {}, make("span", { class: "tag" }, say("aliases")), aliases.map((each) => name(each, { class: "alias" }))) : null,
    make("p", { class: "quietly" }, counts),
    qualifierList(graph.nodes.identifiers[node] || {}),
    aliases.length ? mergeReasons(node) : null);
}

// Why several names are taken for one thing; read when it is asked for.
function mergeReasons(node) {
  const list = make("ul", { class: "reasons" });
  const fill = () => list.replaceChildren(...(allPassages().merges[node] || []).map(mergeReason));
  return make("details", { toggle: fill }, make("summary", { class: "small" }, say("why-merged")), list);
}

function mergeReason([left, right, rule, score, evidence]) {
  return make("li", {}, name(left), " = ", name(right), make("small", {}, ` ${say("rule", rule)} · ${say("confidence-is", score)}`),
    evidence ? make("blockquote", { dir: "auto" }, evidence) : null);
}

function nodeWays(node) {
  const steps = [1, 2, 3].map((depth) => button(String(depth), () => goLocal(node, depth), {
    "aria-label": say("steps", depth), "aria-pressed": String(state.root === node && state.depth === depth) }));
  const picked = state.picked === node;
  return make("div", { class: "ways" },
    make("span", { class: "group", role: "group", "aria-label": say("neighbourhood") }, make("span", {}, say("neighbourhood")), steps),
    button(say("expand"), () => expand(node)), button(say("collapse"), () => collapse(node)),
    button(picked ? say("unpick") : say("pick"), () => change({ picked: picked ? null : node }), { "aria-pressed": String(picked) }),
    button(say("copy-name"), () => copy(nameOf(node))), button(say("copy-link"), () => copy(linkHere())));
}

const linkHere = () => `${location.href.split("#")[0]}#${fragment(state)}`;

function nodeCompare(node) {
  const other = state.picked;
  if (other === null || other === node) return null;
  return make("div", { class: "compare" },
    make("p", {}, say("with-picked"), " ", name(nameOf(other), { class: "strong" })),
    make("div", { class: "ways" },
      button(say("path"), () => findPath(other, node), { class: "main" }),
      button(say("same"), () => judgePair(other, node, "same")),
      button(say("different"), () => judgePair(other, node, "different"))));
}

// The node's passing edges by predicate and side, in the order of the predicates.
function relationGroups(node) {
  const groups = new Map();
  for (const edge of edgesOf(node)) {
    if (!shown.pass.edges[edge]) continue;
    const side = isSymmetric(edge) ? 0 : graph.from[edge] === node ? 0 : 1;
    const key = graph.edges.predicate[edge] * 2 + side;
    groups.set(key, [...(groups.get(key) || []), edge]);
  }
  return [...groups].sort((a, b) => a[0] - b[0]).map(([key, edges]) => ({ side: key % 2, edges }));
}

function groupSection(node, { side, edges }) {
  const title = label(predicateOf(edges[0]));
  const arrow = isSymmetric(edges[0]) ? "—" : side ? "←" : "→";
  const list = make("ul", { class: "relations" }, edges.slice(0, MOST_ROWS).map((edge) => relationRow(node, edge)));
  const rest = edges.slice(MOST_ROWS);
  const more = rest.length ? button(say("show-rest", number(rest.length)), (event) => {
    list.append(...rest.map((edge) => relationRow(node, edge)));
    event.target.remove();
  }, { class: "link" }) : null;
  return make("section", {}, make("h3", {}, make("span", { class: "arrow", "aria-hidden": "true" }, arrow), `${title} `,
    make("span", { class: "count" }, number(edges.length)), side ? make("span", { class: "away" }, say("incoming")) : null), list, more);
}

function relationRow(node, edge) {
  const end = otherEnd(edge, node);
  const date = data.evidence.date[graph.evidence[edge]];
  const status = (graph.edges.qualifiers[edge] || {}).status;
  return make("li", {},
    make("button", { type: "button", class: "end", click: () => follow(end) }, swatch(typeNow(end)), name(nameOf(end)),
      status ? make("small", {}, data.strings[`value-${status}`] ? say(`value-${status}`) : status) : null),
    make("button", { type: "button", class: "why", click: () => openEdge(edge), "aria-label": say("evidence-of", edgeWords(edge)) },
      date ? `${date} · ` : "", say("evidence-count", weightOf(edge))));
}

function follow(node) {
  openNode(node);
  network.focus(node, { animation: reducedMotion() ? false : { duration: 250 } });
}

function nodeArticles(node) {
  const articles = graph.nodes.articles[node];
  if (!articles.length) return null;
  const row = (i) => make("li", {}, make("button", { type: "button", class: "end", click: () => change({ article: i }), title: say("only-article") },
    name(data.articles[i][0] || data.articles[i][1])), make("small", {}, data.articles[i][2]), sourceLine(data.articles[i]));
  return make("section", {}, make("details", {}, make("summary", {}, say("articles"), " ", make("span", { class: "count" }, number(articles.length))),
    make("ul", { class: "articles" }, articles.slice(0, 200).map(row))));
}
