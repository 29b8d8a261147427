// The first screen: what this is, who stands out, what is new, and questions to begin with.
const MOST_TOP = 8;
const MOST_NEWS = 8;
let overviewKey = "";

function showOverview() {
  const key = `${tongue} ${desk.version}`;
  if (overviewKey === key) return;
  overviewKey = key;
  $("overview").replaceChildren(...[overviewHead(), overviewSearch(), overviewQuestions(), overviewTops(), overviewNews()].filter(Boolean));
}

const publishedDates = () => data.articles.map(([, , published]) => published).filter(Boolean).sort();

function overviewHead() {
  const dates = publishedDates();
  const files = new Set(data.articles.map(([, source]) => source)).size;
  const span = dates.length ? say("published-between", dates[0], dates[dates.length - 1], number(dates.length)) : say("published-unknown");
  return make("header", {}, make("h2", {}, say("overview-title")),
    make("p", {}, say("overview-what", number(files), number(data.articles.length), number(graph.count), number(graph.size), number(data.evidence.edge.length))),
    make("p", { class: "quietly" }, span), confidenceBar());
}

// How sure the statements are, and how many carry a date of their own.
function confidenceBar() {
  const { confidence, date } = data.evidence;
  if (!confidence.length) return null;
  const share = (test) => Math.round((100 * confidence.filter((_, i) => test(i)).length) / confidence.length);
  const sure = share((i) => confidence[i] >= 90);
  const fair = share((i) => confidence[i] >= 70 && confidence[i] < 90);
  return make("p", { class: "quietly" }, say("overview-sure", sure, fair, 100 - sure - fair, share((i) => date[i])));
}

// The search box of the head comes down into the middle of the first screen.
const overviewSearch = () => make("div", { id: "finder-place" });

const searchBox = document.querySelector(".finder");

function placeFinder() {
  const wanted = state.view === "home" ? $("finder-place") : $("finder-home");
  if (wanted && searchBox.parentElement !== wanted) {
    const hadFocus = searchBox.contains(document.activeElement);
    wanted.append(searchBox);
    if (hadFocus) $("search").focus();
  }
}

function overviewQuestions() {
  const asked = exampleQuestions();
  if (!asked.length) return null;
  return make("section", { class: "asked" }, make("h3", {}, say("questions")), make("ul", {}, asked.map(({ ask, slots }) =>
    make("li", {}, button(questionWords(ask, slots), () => askQuestion(ask, slots), { class: "question" })))));
}

// Who is in most statements, bare titles apart; ties go to those that more articles name.
function topOf(type) {
  const weight = (node) => [...edgesOf(node)].filter((edge) => passingNow(state).statements[edge]).length;
  const own = [...graph.nodes.type.keys()].filter((node) => typeNow(node) === type && !isBare(node) && !desk.hidden.has(node)).map((node) => ({ node, weight: weight(node) }));
  return own.sort((a, b) => b.weight - a.weight || graph.nodes.articles[b.node].length - graph.nodes.articles[a.node].length || a.node - b.node).slice(0, MOST_TOP);
}

function overviewTops() {
  const lists = data.tops.filter((type) => totals.types.has(type)).map((type) => make("section", {},
    make("h3", {}, swatch(type), ` ${label(type)} `, make("span", { class: "count" }, number(totals.types.get(type)))),
    make("ol", {}, topOf(type).map(({ node, weight }) => make("li", {}, button(name(nameOf(node)), () => openNode(node), { class: "inline" }), make("span", { class: "count" }, number(weight))))),
    button(say("all-of", label(type)), () => change({ view: "table", rows: "entities", noTypes: data.types.map(([id]) => id).filter((id) => id !== type), sort: "relations-" }), { class: "link" })));
  return make("div", { class: "tops" }, lists);
}

// The latest facts that carry a date of their own; plans, and days after the last article, lie ahead.
function overviewNews() {
  const last = publishedDates().pop() || "9999";
  const isPast = (i) => { const date = dateOf(i); return date && date.length >= 7 && date <= last && !statusesOf(data.evidence.edge[i]).includes("planned"); };
  const newest = [...data.evidence.edge.keys()].filter((i) => isPast(i) && passingNow(state).edges[data.evidence.edge[i]]).sort((a, b) => byNewest(dateOf(a), dateOf(b)) || a - b);
  const edges = [...new Set(newest.map((i) => data.evidence.edge[i]))].slice(0, MOST_NEWS);
  if (!edges.length) return null;
  return make("section", { class: "news" }, make("h3", {}, say("newest")), make("ul", {}, edges.map((edge) => make("li", {},
    make("time", { class: "when" }, shownDate(edgeDate(edge))), make("button", { type: "button", class: "inline", click: () => openEdge(edge) }, name(edgeWords(edge))), statusesOf(edge).map(statusTag)))));
}
