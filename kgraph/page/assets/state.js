// What the page shows is one value; it stands in the address, so that a link shows the same view.
const STEP = 400;
const OPENING = graph.count > 700 ? opening(400, 1600) : 700;
const LARGEST = 6000;

// How many of the most connected nodes to begin with, so that neither they nor their edges are too many to draw at once.
function opening(nodes, edges) {
  let among = 0;
  for (let node = 0; node < nodes; node += 1) {
    for (const edge of edgesOf(node)) if (otherEnd(edge, node) <= node) among += 1;
    if (among > edges) return Math.max(node, 50);
  }
  return nodes;
}

const fresh = () => ({
  limit: OPENING, root: null, depth: 1, added: [], cut: [], path: [], picked: null, selected: null,
  noTypes: [], noPredicates: [], article: null, confidence: 0, since: "", until: "", weight: 1, dating: "fact", bare: 0,
  view: "map", wide: 0, avoid: [], way: 0, camera: "",
  rows: "statements", sort: "", group: "", where: [], ask: "", slots: [], columns: [],
  text: null, at: "", words: "",
});
const START = { view: "home" };

let state = fresh();
const trail = { framed: window.top !== window, at: 0, steps: [], scrolls: [] };

const KEYS = {
  limit: "show", root: "node", depth: "depth", added: "add", cut: "cut", path: "path", picked: "picked",
  selected: "open", noTypes: "no", noPredicates: "without", article: "article", confidence: "confidence",
  since: "since", until: "until", weight: "weight", dating: "dating", bare: "bare",
  view: "view", wide: "wide", avoid: "avoid", way: "way", camera: "camera",
  rows: "rows", sort: "sort", group: "group", where: "where", ask: "ask", slots: "slot", columns: "column",
  text: "text", at: "at", words: "words",
};
const NODE_KEYS = ["root", "picked", "added", "cut", "path", "avoid"];
const ARTICLE_KEYS = ["article", "text"];
const TEXT_KEYS = ["where", "slots", "columns"];

function written(key, value) {
  if (NODE_KEYS.includes(key)) return graph.nodes.id[value];
  if (key === "selected") return `${value.kind}:${(value.kind === "node" ? graph.nodes : graph.edges).id[value.index]}`;
  return ARTICLE_KEYS.includes(key) ? data.articles[value][1] + (sameSource(value) ? `#${value}` : "") : String(value);
}

const sameSource = (article) => data.articles.filter((each) => each[1] === data.articles[article][1]).length > 1;

function fragment(view) {
  const parts = new URLSearchParams();
  const plain = fresh();
  for (const [key, short] of Object.entries(KEYS)) {
    if (Array.isArray(view[key])) view[key].forEach((value) => parts.append(short, written(key, value)));
    else if (view[key] !== plain[key] && view[key] !== null) parts.set(short, written(key, view[key]));
  }
  return parts.toString();
}

function readSelected(text) {
  const [kind, id] = [text.slice(0, 4), text.slice(5)];
  const index = kind === "node" ? nodeById(id) : kind === "edge" ? edgeById(id) : null;
  return index === null ? null : { kind, index };
}

function readArticle(text) {
  const found = data.articles.findIndex((each, i) => text === written("article", i));
  return found < 0 ? null : found;
}

const whole = (least, most) => (text) => Math.min(most, Math.max(least, Math.round(Number(text)) || least));
const month = (text) => (isMonth(text) ? text : "");
const short = (text) => text.slice(0, 200);
const one = (...known) => (text) => (known.includes(text) ? text : known[0]);
const numbers = (text) => (/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){2}$/.test(text) ? text : "");
const READERS = {
  limit: whole(1, LARGEST), depth: whole(1, 3), confidence: whole(0, 100), weight: whole(1, 1000),
  since: month, until: month, selected: readSelected, article: readArticle, root: nodeById, picked: nodeById,
  dating: one("fact", "published"), bare: whole(0, 1), view: one("map", "home", "table", "texts"), wide: whole(0, 1),
  way: whole(0, 99), camera: numbers, rows: one("statements", "entities"), sort: short, group: short, ask: short,
  text: readArticle, at: (text) => (/^\d{1,9}-\d{1,9}$/.test(text) ? text : ""), words: short,
};

function readMany(key, texts) {
  if (key === "noTypes") return texts.filter((text) => data.types.some(([id]) => id === text));
  if (key === "noPredicates") return texts.filter((text) => data.predicates.includes(text));
  if (TEXT_KEYS.includes(key)) return texts.slice(0, 20).map(short);
  return texts.map(nodeById).filter((node) => node !== null);
}

function readFragment(text) {
  const parts = new URLSearchParams(text);
  const view = fresh();
  for (const [key, short] of Object.entries(KEYS)) {
    if (!parts.has(short)) continue;
    view[key] = Array.isArray(view[key]) ? readMany(key, parts.getAll(short)) : READERS[key](parts.get(short));
  }
  if (view.path.length !== 2) view.path = [];
  return text ? view : { ...view, ...START };
}

// A new view: it is drawn, written into the address, and one step of the way back.
function change(part) {
  keepScroll();
  state = { ...state, camera: "", ...part };
  remember(fragment(state) || "view=map");
  render();
}

// The same without a step of its own, for what changes with every letter.
function adjust(part) {
  state = { ...state, ...part };
  trail.steps[trail.at] = fragment(state) || "view=map";
  if (!trail.framed) history.replaceState({ at: trail.at }, "", `#${trail.steps[trail.at]}`);
}

function remember(text) {
  if (trail.steps[trail.at] === text) return;
  trail.steps = [...trail.steps.slice(0, trail.at + 1), text];
  trail.at = trail.steps.length - 1;
  if (!trail.framed) history.pushState({ at: trail.at }, "", `#${text}`);
}

// Where panel, table and text stood, and what was opened in them: going back finds them so.
function keepScroll() {
  trail.scrolls[trail.at] = SCROLLED.map((id) => ($(id) ? $(id).scrollTop : 0));
}

const SCROLLED = ["panel", "rows", "overview", "article"];

function bringScroll() {
  (trail.scrolls[trail.at] || []).forEach((top, i) => { if ($(SCROLLED[i])) $(SCROLLED[i]).scrollTop = top; });
}

function travel(step) {
  if (trail.at + step < 0 || trail.at + step >= trail.steps.length) return;
  keepScroll();
  if (!trail.framed) history.go(step);
  else arrive(trail.at + step);
}

function arrive(at) {
  trail.at = at;
  state = readFragment(trail.steps[at]);
  render();
  bringScroll();
}

function arriveFromAddress(event) {
  const text = location.hash.slice(1);
  const at = event.state ? event.state.at : -1;
  if (trail.steps[at] !== text) {
    trail.steps = [text];
    trail.scrolls = [];
    trail.at = 0;
  } else {
    keepScroll();
    trail.at = at;
  }
  state = readFragment(text);
  render();
  bringScroll();
}

function setOut() {
  const text = trail.framed ? "" : location.hash.slice(1);
  state = readFragment(text);
  trail.steps = [text];
  if (!trail.framed) history.replaceState({ at: 0 }, "", location.hash || location.pathname);
  window.addEventListener("popstate", arriveFromAddress);
}
