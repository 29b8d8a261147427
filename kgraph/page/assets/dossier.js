// The dossier of a node: its names, every statement with its sentence, a timeline, every mention, what is near it.
const MOST_ROWS = 40;
const MOST_MENTIONS = 60;
const STATES = ["former", "planned", "removed", "revoked"];

function nodePanel(node) {
  const groups = relationGroups(node);
  return [
    panelHead([swatch(typeNow(node)), make("span", {}, label(typeNow(node))), placeWords(node)], nameOf(node)),
    nodeNames(node), nodeWays(node), nodeCompare(node), timeline(node, groups),
    ...groups.map((group) => groupSection(node, group)),
    groups.length ? null : make("p", { class: "quietly" }, say("no-relations")),
    nodeMentions(node, !groups.length), nodeNear(node), nodeCorrections(node),
  ];
}

function nodeNames(node) {
  const aliases = [...graph.nodes.aliases[node], ...joinedNames(node)];
  const counts = say("named", number(graph.nodes.mentions[node]), number(graph.nodes.articles[node].length));
  const [first, last] = publishedSpan(node);
  return make("div", { class: "names" },
    aliases.length ? make("p", {}, make("span", { class: "tag" }, say("aliases")), aliases.map((each) => name(each, { class: "alias" }))) : null,
    make("p", { class: "quietly" }, counts, first ? ` · ${say("published-is", first === last ? first : `${first} – ${last}`)}` : ""),
    qualifierList(graph.nodes.identifiers[node] || {}),
    aliases.length ? mergeReasons(node) : null);
}

const joinedNames = (node) => [...desk.joined].filter(([, to]) => to === node).map(([from]) => graph.nodes.name[from]);

function publishedSpan(node) {
  const dates = graph.nodes.articles[node].map((i) => data.articles[i][2]).filter(Boolean).sort();
  return dates.length ? [dates[0], dates[dates.length - 1]] : ["", ""];
}

function placeWords(node) {
  const places = edgesOut(node, "located_in").map((edge) => nameOf(graph.to[edge]));
  return places.length ? make("span", {}, " · ", name(shorten(places.slice(0, 3).join(say("comma")), 60))) : null;
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
    button(say("copy-name"), () => copy(nameOf(node))), button(say("copy-link"), () => copy(linkHere())),
    button(say("take-print"), () => window.print()), button(say("hide-short"), () => hide(node)));
}

const linkHere = () => `${location.href.split("#")[0]}#${fragment({ ...state, camera: camera() })}`;

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

// The node's passing statements by predicate and side, in the order of the predicates, newest first.
function relationGroups(node) {
  const groups = new Map();
  for (const edge of edgesOf(node)) {
    if (!shown.pass.statements[edge]) continue;
    const side = isSymmetric(edge) ? 0 : graph.from[edge] === node ? 0 : 1;
    const key = graph.edges.predicate[edge] * 2 + side;
    groups.set(key, [...(groups.get(key) || []), edge]);
  }
  return [...groups].sort((a, b) => a[0] - b[0]).map(([key, edges]) => ({ side: key % 2, edges: newestFirst(edges) }));
}

function newestFirst(edges) {
  const keyed = edges.map((edge) => ({ edge, date: edgeDate(edge), published: edgePublished(edge) }));
  keyed.sort((a, b) => byNewest(a.date, b.date) || byNewest(a.published, b.published) || a.edge - b.edge);
  return keyed.map(({ edge }) => edge);
}

const edgeDate = (edge) => passagesOf(edge, state).map(dateOf).filter(Boolean).sort(byNewest)[0] || "";
const edgePublished = (edge) => passagesOf(edge, state).map(publishedOf).filter(Boolean).sort()[0] || "";
const qualifierOf = (edge, key) => (graph.edges.qualifiers[edge] || {})[key] || "";
const statusesOf = (edge) => qualifierOf(edge, "status").split("; ").filter(Boolean);

function groupSection(node, { side, edges }) {
  const title = label(predicateOf(edges[0]));
  const arrow = isSymmetric(edges[0]) ? "—" : side ? "←" : "→";
  const list = make("ul", { class: "statements" }, edges.slice(0, MOST_ROWS).map((edge) => statement(node, edge)));
  return make("section", { class: "group" }, make("h3", {}, make("span", { class: "arrow", "aria-hidden": "true" }, arrow), `${title} `,
    make("span", { class: "count" }, number(edges.length)), side ? make("span", { class: "away" }, say("incoming")) : null), list,
  restButton(list, edges.slice(MOST_ROWS), (edge) => statement(node, edge)));
}

function restButton(list, rest, row) {
  if (!rest.length) return null;
  return button(say("show-rest", number(rest.length)), (event) => {
    list.append(...rest.map(row));
    event.target.remove();
  }, { class: "link" });
}

const valueWords = (value) => (data.strings[`value-${value}`] ? say(`value-${value}`) : value);
const statusTag = (status) => make("span", { class: `status-tag ${STATES.includes(status) ? "past" : ""}` }, valueWords(status));
const dateTag = (edge) => (edgeDate(edge) ? make("time", { class: "when" }, shownDate(edgeDate(edge))) : make("span", { class: "when none" }, say("no-date")));

// One statement: the other end with all that is said of it, and the sentence that says so.
function statement(node, edge) {
  const end = otherEnd(edge, node);
  const passing = passagesOf(edge, state);
  const rest = passing.slice(1);
  return make("li", { class: "statement" },
    make("div", { class: "line" },
      make("button", { type: "button", class: "end", click: () => follow(end) }, swatch(typeNow(end)), name(nameOf(end))),
      statusesOf(edge).map(statusTag), dateTag(edge),
      make("button", { type: "button", class: "why", click: () => openEdge(edge), "aria-label": say("evidence-of", edgeWords(edge)) }, say("evidence-count", passing.length))),
    make("p", { class: "said" }, saidOf(edge), givers(edge), holders(node, edge)),
    passing.slice(0, 1).map((i) => sentence(edge, i)),
    rest.length ? make("details", { class: "more" }, make("summary", { class: "small" }, say("more-evidence", rest.length)), rest.slice(0, MOST_ROWS).map((i) => sentence(edge, i))) : null);
}

// Level, rank, number, amount and the like; date and status stand in the line above.
function saidOf(edge) {
  return Object.entries(graph.edges.qualifiers[edge] || {}).filter(([key]) => key !== "date" && key !== "status")
    .map(([key, value]) => make("span", { class: "fact" }, make("span", { class: "key" }, `${nameOfQualifier(key)} `), name(valueWords(value))));
}

// Who gave an award, at the firm that received it.
function givers(edge) {
  if (predicateOf(edge) !== "received_award") return null;
  return endsList("giver", edgesOut(graph.to[edge], "granted_by").map((each) => graph.to[each]));
}

// Who holds an office, at the body that has it.
function holders(node, edge) {
  if (predicateOf(edge) !== "role_at" || graph.to[edge] !== node) return null;
  return endsList("holder", edgesIn(graph.from[edge], "holds_role").map((each) => graph.from[each]));
}

const endsList = (key, nodes) => (nodes.length ? make("span", { class: "fact" }, make("span", { class: "key" }, `${say(key)} `),
  [...new Set(nodes)].slice(0, 6).map((node) => make("button", { type: "button", class: "inline", click: () => follow(node) }, name(nameOf(node))))) : null);

function follow(node) {
  openNode(node);
  if (shown.chosen.has(node)) network.focus(node, { animation: reducedMotion() ? false : { duration: 250 } });
}

// The dated offices and awards of a node on one line of time.
function timeline(node, groups) {
  const dated = groups.flatMap(({ edges }) => edges).filter((edge) => ["holds_role", "received_award", "role_at"].includes(predicateOf(edge)) && edgeDate(edge));
  if (dated.length < 2) return null;
  const rows = newestFirst(dated).slice(0, MOST_ROWS).map((edge) => make("li", {}, make("time", { class: "when" }, shownDate(edgeDate(edge))),
    make("span", { class: "what" }, label(predicateOf(edge)), " ", button(name(nameOf(otherEnd(edge, node))), () => follow(otherEnd(edge, node)), { class: "inline" }), statusesOf(edge).map(statusTag))));
  return make("section", {}, make("h4", {}, say("timeline")), make("ol", { class: "timeline" }, rows));
}

// Every place where the node is named, also of one of which nothing is stated.
function nodeMentions(node, isOpen) {
  const found = mentionsOf(node);
  const count = Math.max(found.length, graph.nodes.mentions[node]);
  if (!data.hasTexts) return nodeArticles(node, isOpen);
  const list = make("ul", { class: "mentions" });
  const fill = () => { if (!list.firstChild) list.append(...found.slice(0, MOST_MENTIONS).map(mentionRow)); };
  if (isOpen) fill();
  return make("section", {}, make("details", { open: isOpen, toggle: fill }, make("summary", {}, say("all-mentions"), " ", make("span", { class: "count" }, number(count))),
    list, restButton(list, found.slice(MOST_MENTIONS), mentionRow)));
}

function mentionRow({ article, start, end }) {
  const [title, source, published] = data.articles[article];
  return make("li", {}, make("blockquote", { dir: "auto" }, snippet(article, start, end)),
    make("p", { class: "from" }, button(name(title || source), () => readArticleAt(article, `${start}-${end}`), { class: "inline" }),
      published ? make("small", {}, ` ${say("published-is", published)}`) : null));
}

function nodeArticles(node, isOpen) {
  const articles = graph.nodes.articles[node];
  if (!articles.length) return null;
  const row = (i) => make("li", {}, make("button", { type: "button", class: "end", click: () => change({ article: i }), title: say("only-article") },
    name(data.articles[i][0] || data.articles[i][1])), make("small", {}, data.articles[i][2]), sourceLine(data.articles[i]));
  const list = make("ul", { class: "articles" }, articles.slice(0, MOST_MENTIONS).map(row));
  return make("section", {}, make("details", { open: isOpen }, make("summary", {}, say("articles"), " ", make("span", { class: "count" }, number(articles.length))),
    list, restButton(list, articles.slice(MOST_MENTIONS), row)));
}

// What is tied to the node, by type.
function nodeNear(node) {
  const near = [...new Set([...edgesOf(node)].filter((edge) => shown.pass.statements[edge]).map((edge) => otherEnd(edge, node)))].sort((a, b) => a - b);
  if (near.length < 3) return null;
  const rows = [...groupedBy(near, typeNow)].map(([type, nodes]) => make("p", {}, make("span", { class: "tag" }, label(type)),
    nodes.slice(0, 30).map((each) => button(name(nameOf(each)), () => follow(each), { class: "alias" })), nodes.length > 30 ? make("small", {}, `+${number(nodes.length - 30)}`) : null));
  return make("section", { class: "near" }, make("details", {}, make("summary", {}, say("near"), " ", make("span", { class: "count" }, number(near.length))), rows));
}

function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) || []), item]);
  return groups;
}
