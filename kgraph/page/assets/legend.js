// The legend is the filter: each row says how many of its kind are shown.
function countBy(items, keyOf) {
  const counts = new Map();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) || 0) + 1);
  return counts;
}

const totals = {
  types: countBy(graph.nodes.type.keys(), (node) => data.types[graph.nodes.type[node]][0]),
  predicates: countBy(graph.edges.predicate.keys(), predicateOf),
};

const without = (list, item) => (list.includes(item) ? list.filter((each) => each !== item) : [...list, item]);

function legendRow({ id, mark, key, count, total }) {
  const on = !state[key].includes(id);
  const box = make("input", { type: "checkbox", checked: on, "data-filter": `${key}:${id}`, change: () => change({ [key]: without(state[key], id) }) });
  const alone = button(say("only"), () => change({ [key]: onlyThis(key, id) }), { class: "only", "aria-label": say("only-this", label(id)) });
  const counted = make("span", { class: "count", title: say("shown-of", number(count), number(total)) }, count === total ? number(total) : `${number(count)}/${number(total)}`);
  return make("li", { class: on ? "" : "off" }, make("label", {}, box, mark, make("span", { class: "words" }, label(id)), counted), alone);
}

function onlyThis(key, id) {
  const all = key === "noTypes" ? data.types.map(([each]) => each) : data.predicates;
  const others = all.filter((each) => each !== id);
  return others.every((each) => state[key].includes(each)) ? [] : others;
}

// Titles without a body, such as those of a trade, are told at the person; who wants them drawn may have them.
function bareBox() {
  const box = make("input", { type: "checkbox", checked: Boolean(state.bare), "data-filter": "bare", change: () => change({ bare: 1 - state.bare }) });
  return make("ul", {}, make("li", {}, make("label", {}, box, make("span", { class: "words" }, say("draw-bare")), make("span", { class: "count" }, number(graph.bare.size)))));
}

function typeRows() {
  const counts = countBy(shown.nodes, typeNow);
  return data.types.filter(([id]) => totals.types.has(id)).map(([id]) =>
    legendRow({ id, mark: swatch(id), key: "noTypes", count: counts.get(id) || 0, total: totals.types.get(id) }));
}

function predicateRows() {
  const counts = countBy(shown.edges, predicateOf);
  return data.predicates.filter((id) => totals.predicates.has(id)).map((id) =>
    legendRow({ id, mark: null, key: "noPredicates", count: counts.get(id) || 0, total: totals.predicates.get(id) }));
}

function fieldset(key, ...children) {
  return make("fieldset", { class: key }, make("legend", {}, say(key)), children);
}

function slider({ key, least, most, step, words }) {
  const value = make("span", { class: "value" }, words(state[key]));
  const input = make("input", { type: "range", min: least, max: most, step, value: state[key], "aria-label": say(key), "aria-valuetext": words(state[key]), "data-filter": key,
    input: (event) => { value.textContent = words(Number(event.target.value)); },
    change: (event) => change({ [key]: Number(event.target.value) }) });
  return make("div", { class: "slider" }, input, value);
}

const mostWeight = Math.min(20, Array.from({ length: graph.size }, (_, e) => weightOf(e)).reduce((a, b) => Math.max(a, b), 1));

// Made once for each language: there may be thousands of articles.
const pickers = [null, null];

function articlePicker() {
  pickers[tongue] = pickers[tongue] || newArticlePicker();
  pickers[tongue].value = state.article === null ? "" : String(state.article);
  return pickers[tongue];
}

function newArticlePicker() {
  const newest = [...data.articles.keys()].sort((a, b) => byNewest(data.articles[a][2], data.articles[b][2]) || a - b);
  const options = newest.map((i) => make("option", { value: i }, shorten([data.articles[i][2], data.articles[i][0] || data.articles[i][1]].filter(Boolean).join(" "), 60)));
  return make("select", { "aria-label": say("article"), "data-filter": "article",
    change: (event) => change({ article: event.target.value === "" ? null : Number(event.target.value) }) },
  make("option", { value: "" }, say("all-articles", number(data.articles.length))), options);
}

function showFilters() {
  const focus = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.filter : null;
  const parts = [
    fieldset("types", make("ul", {}, typeRows())),
    fieldset("predicates", make("ul", {}, predicateRows())),
    dateFilter(),
    graph.bare.size ? fieldset("bare-titles", bareBox()) : null,
    fieldset("confidence", slider({ key: "confidence", least: 0, most: 100, step: 5, words: (n) => say("at-least", percent(n)) })),
    mostWeight > 1 ? fieldset("weight", slider({ key: "weight", least: 1, most: mostWeight, step: 1, words: (n) => say("at-least-evidence", n) })) : null,
    fieldset("article", articlePicker()),
    button(say("reset"), () => change({ ...fresh(), limit: state.limit, root: state.root, depth: state.depth, selected: state.selected, view: state.view, rows: state.rows, text: state.text }), { class: "reset" }),
  ];
  $("filters").replaceChildren(...parts.filter(Boolean));
  if (focus) for (const each of $("filters").querySelectorAll("[data-filter]")) if (each.dataset.filter === focus) each.focus({ preventScroll: true });
}
