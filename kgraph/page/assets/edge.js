// The panel of an edge: every passage that states it. And the panel of a path.
function edgePanel(edge) {
  const [from, to] = [graph.from[edge], graph.to[edge]];
  const passing = passagesOf(edge, state);
  const list = make("ol", { class: "passages" }, passing.slice(0, MOST_ROWS).map(passageCard));
  const rest = passing.slice(MOST_ROWS);
  return [
    panelHead([make("span", {}, label(predicateOf(edge)))], edgeWords(edge), "away"),
    make("div", { class: "triple" }, endButton(from), make("span", { class: "predicate" }, label(predicateOf(edge)), isSymmetric(edge) ? "" : " ↓"), endButton(to)),
    qualifierList(graph.edges.qualifiers[edge] || {}),
    make("h3", {}, say("evidence"), " ", make("span", { class: "count" }, number(passing.length))),
    list,
    rest.length ? button(say("show-rest", number(rest.length)), (event) => { list.append(...rest.map(passageCard)); event.target.remove(); }, { class: "link" }) : null,
    make("p", { class: "ways" }, button(say("copy-link"), () => copy(linkHere()))),
  ];
}

const endButton = (node) => make("button", { type: "button", class: "end", click: () => follow(node) }, swatch(typeNow(node)), name(nameOf(node)));

function pathPanel() {
  const [from, to] = state.path;
  const path = shown.path;
  const head = panelHead([make("span", {}, say("path"))], `${nameOf(from)} — ${nameOf(to)}`);
  if (!path) return [head, make("p", { class: "quietly" }, say("no-path"))];
  const steps = path.nodes.map((node, i) => make("li", {}, endButton(node), path.edges[i] === undefined ? null : pathStep(path.edges[i], node)));
  return [head, make("p", { class: "quietly" }, say("path-length", path.edges.length)), make("ol", { class: "path" }, steps),
    make("p", { class: "ways" }, button(say("copy-link"), () => copy(linkHere())))];
}

function pathStep(edge, node) {
  const arrow = isSymmetric(edge) ? "↕" : graph.from[edge] === node ? "↓" : "↑";
  return make("button", { type: "button", class: "why", click: () => openEdge(edge) },
    `${arrow} ${label(predicateOf(edge))} · ${say("evidence-count", weightOf(edge))}`);
}
