// The table beside the graph, on the same filter: entities or statements; sorted, grouped, ranked, filtered by column.
const ROW = 34;
const sheet = { items: [], open: new Set(), kept: [], place: null, timer: 0 };

const STATEMENT_COLUMNS = {
  subject: { value: (e) => nameOf(graph.from[e]), node: (e) => graph.from[e] },
  predicate: { value: (e) => label(predicateOf(e)) },
  object: { value: (e) => nameOf(graph.to[e]), node: (e) => graph.to[e] },
  date: { value: (e) => edgeDate(e), words: (e) => shownDate(edgeDate(e)) || say("no-date") },
  status: { value: (e) => statusesOf(e).map(valueWords).join(say("comma")) },
  level: { value: (e) => qualifierOf(e, "level") },
  rank: { value: (e) => qualifierOf(e, "rank") },
  giver: { value: (e) => giverNames(e).join(say("comma")) },
  place: { value: (e) => placesAround(graph.from[e]).map(nameOf).join(say("comma")) },
  published: { value: (e) => edgePublished(e) },
  confidence: { value: (e) => passagesOf(e, state).reduce((most, i) => Math.max(most, data.evidence.confidence[i]), 0) },
  evidence: { value: (e) => passagesOf(e, state).length, edge: true },
  sentence: { value: (e) => { const [first] = passagesOf(e, state); return first === undefined ? "" : passage(first).text; }, edge: true },
};
const ENTITY_COLUMNS = {
  name: { value: (n) => nameOf(n), node: (n) => n },
  type: { value: (n) => label(typeNow(n)) },
  relations: { value: (n) => statementsAt(n).length },
  awards: { value: (n) => statementsAt(n).filter((e) => predicateOf(e) === "received_award" && graph.from[e] === n).length },
  mentions: { value: (n) => graph.nodes.mentions[n] },
  articles: { value: (n) => graph.nodes.articles[n].length },
  place: { value: (n) => placesAround(n).map(nameOf).join(say("comma")) },
  titles: { value: (n) => edgesOut(n, "holds_role").map((e) => nameOf(graph.to[e])).join(say("comma")) },
  aliases: { value: (n) => graph.nodes.aliases[n].join(say("comma")) },
  published: { value: (n) => publishedSpan(n)[1] },
};
const HIDDEN_AT_FIRST = ["rank", "place", "published", "aliases", "titles"];

const statementsAt = (node) => [...edgesOf(node)].filter((edge) => passingNow(state).statements[edge]);
const giverNames = (edge) => (predicateOf(edge) === "received_award" ? edgesOut(graph.to[edge], "granted_by").map((each) => nameOf(graph.to[each])) : []);
const columnsNow = () => (state.rows === "entities" ? ENTITY_COLUMNS : STATEMENT_COLUMNS);
const shownColumns = () => Object.keys(columnsNow()).filter((key) => HIDDEN_AT_FIRST.includes(key) === state.columns.includes(key));
const cellOf = (row, column) => columnsNow()[column].value(row);
const wheres = () => Object.fromEntries(state.where.map((each) => [each.split(":")[0], each.slice(each.indexOf(":") + 1)]).filter(([key]) => Object.hasOwn(columnsNow(), key)));

// The rows before any column is asked: what passes the filters and answers the question.
function rowsPassing() {
  const pass = passingNow(state);
  if (state.rows === "entities") return [...graph.nodes.type.keys()].filter((node) => pass.all[node]);
  const rows = [...graph.edges.predicate.keys()].filter((edge) => pass.statements[edge]);
  const asked = Object.hasOwn(QUESTIONS, state.ask) ? QUESTIONS[state.ask] : null;
  return asked ? rows.filter((edge) => predicateOf(edge) === asked.predicate && asked.keeps(edge, asked.slots.map((_, i) => state.slots[i] || ""))) : rows;
}

function sheetRows() {
  const rows = kept(rowsPassing(), wheres(), cellOf);
  const [column, isDown] = [state.sort.replace(/-$/, ""), state.sort.endsWith("-")];
  return Object.hasOwn(columnsNow(), column) ? sorted(rows, column, isDown, cellOf) : rows;
}

function showSheet() {
  placeTable.clear();
  sheet.place = make("div", { id: "rows", class: "rows", tabindex: 0, role: "region", "aria-label": say("view-table"), scroll: paintRows });
  $("sheet").replaceChildren(...[sheetBar(), slotBar(), sheet.place].filter(Boolean));
  fillSheet();
}

function fillSheet() {
  sheet.kept = sheetRows();
  const isGrouped = Object.hasOwn(columnsNow(), state.group);
  sheet.items = isGrouped ? grouped(sheet.kept, state.group, sheet.open, cellOf) : sheet.kept;
  const body = make("tbody");
  sheet.place.replaceChildren(make("table", { "aria-rowcount": sheet.items.length + 2 }, make("thead", {}, headRow(), filterRow()), body));
  sheet.place.scrollTop = 0;
  tellSheet();
  paintRows();
}

function tellSheet() {
  const groups = sheet.items.filter((each) => each.head !== undefined).length;
  $("sheet-count").textContent = say(groups ? "sheet-grouped" : "sheet-count", number(sheet.kept.length), number(groups));
}

// Only the rows in the window are in the document; two empty ones keep the height of the rest.
function paintRows() {
  const body = sheet.place.querySelector("tbody");
  const { first, last } = inWindow({ top: sheet.place.scrollTop, height: sheet.place.clientHeight || 800, rowHeight: ROW, count: sheet.items.length });
  if (body.dataset.first === String(first) && body.dataset.last === String(last)) return;
  Object.assign(body.dataset, { first, last });
  const columns = shownColumns();
  const gap = (height) => { const row = make("tr", { "aria-hidden": "true", class: "gap" }, make("td", { colspan: columns.length + 1 })); row.style.height = `${height}px`; return row; };
  body.replaceChildren(gap(first * ROW), ...sheet.items.slice(first, last).map((item, i) => sheetRow(item, first + i, columns)), gap((sheet.items.length - last) * ROW));
}

function sheetRow(item, at, columns) {
  if (item.head !== undefined) return groupRow(item, at, columns);
  return make("tr", { "aria-rowindex": at + 3 }, make("th", { scope: "row", class: "rank" }, number(at + 1)), columns.map((column) => sheetCell(item, column)));
}

function groupRow({ head, rank, count }, at, columns) {
  const toggle = () => { if (!sheet.open.delete(head)) sheet.open.add(head); const top = sheet.place.scrollTop; fillSheet(); sheet.place.scrollTop = top; paintRows(); };
  return make("tr", { class: "head", "aria-rowindex": at + 3 }, make("th", { scope: "row", class: "rank" }, number(rank)),
    make("td", { colspan: columns.length }, make("button", { type: "button", class: "inline", "aria-expanded": String(sheet.open.has(head)), click: toggle }, `${sheet.open.has(head) ? "▾" : "▸"} `, name(head || say("empty"))), " ", make("span", { class: "count" }, number(count))));
}

function sheetCell(row, column) {
  const { value, words, node, edge } = columnsNow()[column];
  const text = shorten(String(words ? words(row) : value(row)).replace(/\s+/g, " "), 160);
  if (node) return make("td", {}, make("button", { type: "button", class: "inline", click: () => openNode(node(row)), title: text }, swatch(typeNow(node(row))), name(text)));
  if (edge) return make("td", { class: `col-${column}` }, make("button", { type: "button", class: "inline", click: () => openEdge(row), title: text, "aria-label": column === "evidence" ? say("evidence-of", edgeWords(row)) : text }, name(text)));
  return make("td", { class: typeof value(row) === "number" ? "number" : `col-${column}` }, name(text));
}

const columnName = (column) => say(`column-${column}`);

function headRow() {
  const arrow = (column) => (state.sort === column ? " ↑" : state.sort === `${column}-` ? " ↓" : "");
  const turn = (column) => change({ sort: state.sort === `${column}-` ? column : state.sort === column ? "" : `${column}-` });
  return make("tr", {}, make("td", { class: "rank" }), shownColumns().map((column) => make("th", { scope: "col", class: `col-${column}`, "aria-sort": state.sort === column ? "ascending" : state.sort === `${column}-` ? "descending" : "none" },
    make("button", { type: "button", class: "inline", "data-sort": column, click: () => turn(column) }, `${columnName(column)}${arrow(column)}`))));
}

// The boxes under the heads: any part of a text, or < and > with a number.
function filterRow() {
  return make("tr", { class: "wheres" }, make("td", { class: "rank" }), shownColumns().map((column) => make("td", {}, make("input", {
    type: "text", value: wheres()[column] || "", "aria-label": say("filter-column", columnName(column)), "data-where": column, maxlength: 80, input: typedWhere, placeholder: "…" }))));
}

function typedWhere(event) {
  if (event.isComposing) return;
  clearTimeout(sheet.timer);
  const column = event.target.dataset.where;
  const text = event.target.value;
  sheet.timer = setTimeout(() => {
    adjust({ where: [...state.where.filter((each) => !each.startsWith(`${column}:`)), ...(text ? [`${column}:${text}`] : [])] });
    fillSheet();
    const box = sheet.place.querySelector(`[data-where="${column}"]`);
    box.focus();
    box.setSelectionRange(text.length, text.length);
  }, 200);
}

function sheetBar() {
  const kind = (rows) => button(say(`rows-${rows}`), () => change({ rows, sort: "", group: "", where: [], columns: [], ask: "", slots: [] }), { "aria-pressed": String(state.rows === rows) });
  const option = (value, words, wanted) => make("option", { value, selected: value === wanted }, words);
  const groups = make("select", { "aria-label": say("group-by"), change: (event) => { sheet.open.clear(); change({ group: event.target.value }); } },
    option("", say("no-group"), state.group), Object.keys(columnsNow()).filter((key) => key !== "sentence").map((key) => option(key, say("grouped-by", columnName(key)), state.group)));
  const asks = make("select", { "aria-label": say("questions"), change: (event) => (event.target.value ? askQuestion(event.target.value, []) : change({ ask: "", slots: [], group: "" })) },
    option("", say("ask-none"), state.ask), Object.keys(QUESTIONS).map((key) => option(key, questionWords(key, []), state.ask)));
  return make("div", { class: "bar" }, make("span", { class: "group", role: "group", "aria-label": say("rows") }, kind("statements"), kind("entities")), asks, groups, columnChoice(),
    make("span", { id: "sheet-count", class: "count", role: "status" }), button(say("save-csv"), saveSheet, { class: "main", id: "save-csv" }));
}

function columnChoice() {
  const box = (column) => make("label", {}, make("input", { type: "checkbox", checked: shownColumns().includes(column), change: () => change({ columns: without(state.columns, column) }) }), columnName(column));
  return make("details", { class: "columns" }, make("summary", {}, say("columns")), make("div", {}, Object.keys(columnsNow()).map(box)));
}

function slotBar() {
  if (!Object.hasOwn(QUESTIONS, state.ask)) return null;
  const boxes = QUESTIONS[state.ask].slots.map((slot, i) => make("label", {}, say(`slot-${slot}`), " ", make("input", { type: "text", value: state.slots[i] || "", "data-slot": slot, maxlength: 80 })));
  const answer = (event) => { event.preventDefault(); change({ slots: [...event.target.querySelectorAll("[data-slot]")].map((box) => box.value) }); };
  return make("form", { class: "bar slots", submit: answer }, make("strong", {}, questionWords(state.ask, state.slots)), boxes, make("button", { type: "submit" }, say("answer")));
}

const saveSheet = () => download(`${state.rows}.csv`, "text/csv;charset=utf-8", state.rows === "entities" ? csvNodes(sheet.kept) : csvEdges(sheet.kept));
