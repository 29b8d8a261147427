// The panel of an edge: every passage that states it. And the panel of a path.
function edgePanel(edge) {
  const [from, to] = [graph.from[edge], graph.to[edge]];
  const passing = passagesOf(edge, state);
  const list = make("ol", { class: "passages" }, passing.slice(0, MOST_ROWS).map((i) => passageCard(edge, i)));
  return [
    panelHead([make("span", {}, label(predicateOf(edge))), statusesOf(edge).map(statusTag), dateTag(edge)], edgeWords(edge), "away"),
    make("div", { class: "triple" }, endButton(from), make("span", { class: "predicate" }, label(predicateOf(edge)), isSymmetric(edge) ? "" : " ↓"), endButton(to)),
    qualifierList(graph.edges.qualifiers[edge] || {}),
    make("h3", {}, say("evidence"), " ", make("span", { class: "count" }, number(passing.length))),
    list, restButton(list, passing.slice(MOST_ROWS), (i) => passageCard(edge, i)),
    make("p", { class: "ways" }, button(say("copy-link"), () => copy(linkHere()))),
  ];
}

const endButton = (node) => make("button", { type: "button", class: "end", click: () => follow(node) }, swatch(typeNow(node)), name(nameOf(node)));

function pathPanel() {
  const [from, to] = state.path;
  const { path, paths } = shown;
  const head = panelHead([make("span", {}, say("path"))], `${nameOf(from)} — ${nameOf(to)}`);
  if (!path) return [head, make("p", { class: "quietly" }, say("no-path")), avoided()];
  const steps = path.nodes.map((node, i) => make("li", {}, make("span", { class: "line" }, endButton(node),
    i && i < path.nodes.length - 1 ? button(say("avoid"), () => goAround(node), { class: "link", "aria-label": say("avoid-this", nameOf(node)) }) : null),
  path.edges[i] === undefined ? null : pathStep(path.edges[i], node)));
  return [head, make("p", { class: "quietly" }, say("path-length", path.edges.length)), otherWays(paths), make("ol", { class: "path" }, steps), avoided(),
    make("p", { class: "ways" }, button(say("copy-link"), () => copy(linkHere())))];
}

// Paths of the same length, one shown at a time.
function otherWays(paths) {
  if (paths.length < 2) return null;
  return make("p", { class: "ways", role: "group", "aria-label": say("several-paths", paths.length) }, make("small", {}, say("several-paths", paths.length)),
    paths.map((_, i) => button(String(i + 1), () => change({ way: i }), { "aria-pressed": String(shown.paths[i] === shown.path) })));
}

function avoided() {
  if (!state.avoid.length) return null;
  return make("p", { class: "ways" }, make("small", {}, say("avoided")), state.avoid.map((node) =>
    button([name(nameOf(node)), " ×"], () => change({ avoid: state.avoid.filter((each) => each !== node), way: 0 }), { class: "alias" })));
}

// A step of a path, with the sentence that states it.
function pathStep(edge, node) {
  const arrow = isSymmetric(edge) ? "↕" : graph.from[edge] === node ? "↓" : "↑";
  return make("div", { class: "step" }, make("button", { type: "button", class: "why", click: () => openEdge(edge) },
    `${arrow} ${label(predicateOf(edge))} · ${say("evidence-count", weightOf(edge))}`),
  passagesOf(edge, state).slice(0, 1).map((i) => make("blockquote", { dir: "auto" }, markedText(passage(i).text, passage(i).names))));
}
