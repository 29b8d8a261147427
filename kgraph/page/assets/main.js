// One round: what passes, what is shown, the panel, the filters, the line that says what is shown.
const NARROW = 760; // as in look.css
const ROOMY = 1000;
let drawnAs = "";
let filteredBy = "";
const arrangement = () => JSON.stringify([state.root, state.path, state.root === null ? 0 : state.depth, state.way, state.avoid]);
const filterKey = () => JSON.stringify(FILTER_KEYS.map((key) => state[key]));

// What is left of a filter fills the window, and so does a local graph whatever its depth.
function render(fresh = false) {
  const rooted = drawnAs !== arrangement();
  const refiltered = filteredBy !== filterKey();
  show(shownPart(state), fresh || rooted || isLocal());
  drawnAs = arrangement();
  filteredBy = filterKey();
  showRest();
  if (state.camera) aimCamera(state.camera);
  else if (rooted || (refiltered && !state.selected)) fit();
  else bringIntoView();
}

function showRest() {
  const turned = showView();
  light(litBy(state));
  const resized = showPanel();
  showFilters();
  tellStatus();
  if (resized || turned) resizeDrawing();
}

const OVER = { home: "overview", table: "sheet", texts: "reader" };
const SHOWS = { home: () => showOverview(), table: () => showSheet(), texts: () => showReader(), map: () => {} };

// Which of the four is on top: the first screen, the map, the table, the articles.
function showView() {
  const turned = document.body.dataset.view !== state.view;
  document.body.dataset.view = state.view;
  for (const [view, id] of Object.entries(OVER)) $(id).hidden = state.view !== view;
  for (const each of document.querySelectorAll("#views button")) each.setAttribute("aria-current", each.dataset.view === state.view ? "page" : "false");
  const covered = state.view === "table" || state.view === "texts";
  for (const id of ["canvas", "points", "corner"]) $(id).toggleAttribute("inert", covered);
  document.querySelector(".status").hidden = covered;
  SHOWS[state.view]();
  placeFinder();
  return turned;
}

// vis-network learns of a new size by itself, but only later.
function resizeDrawing() {
  network.setSize("100%", "100%");
  network.redraw();
  if (state.view === "home") fit(shown.nodes, false);
}

// The first round fills the drawing before vis-network looks at it, which spares it half the work.
function open() {
  setOut();
  desk.list = stored();
  applyDecisions();
  drawnAs = arrangement();
  filteredBy = filterKey();
  document.body.dataset.view = state.view;
  show(shownPart(state), true);
  setUpDrawing();
  network.once("afterDrawing", () => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); });
  showRest();
  fit(window.innerWidth > NARROW ? shown.nodes : busiest(), false);
  if (lit) fit(lit.nodes);
  if (state.camera) aimCamera(state.camera);
}

// Where a small window begins: the node with most edges on show, and what is around it.
function busiest() {
  const ends = shown.edges.flatMap((edge) => [graph.from[edge], graph.to[edge]]);
  const [node] = [...countBy(ends, (end) => end)].reduce((a, b) => (b[1] > a[1] ? b : a), [null, 0]);
  return node === null || isLocal() ? shown.nodes : around(node).nodes;
}

// A path or an edge that lies outside the window is brought into it.
function bringIntoView() {
  if (!lit || state.view !== "map" || (state.selected && state.selected.kind === "node")) return;
  fit(lit.nodes);
}

function tellStatus() {
  const nodes = countOf(shown.pass.nodes);
  const edges = countOf(shown.pass.edges);
  const key = shown.path ? "status-path" : state.root !== null ? "status-local" : shown.nodes.length < nodes ? "status-part" : "status-all";
  $("status").textContent = say(key, number(shown.nodes.length), number(nodes), number(shown.edges.length), number(edges), state.root === null ? "" : shorten(nameOf(state.root), 30), state.depth);
  const canGrow = !isLocal() && shown.nodes.length < nodes && state.limit < LARGEST;
  const more = button(say("more", number(STEP)), () => growTo(Math.min(LARGEST, state.limit + STEP)), { class: "link" });
  $("more").replaceChildren(...(canGrow ? [more] : isLocal() ? [button(say("whole"), goWhole, { class: "link" })] : []));
  $("back").disabled = trail.at === 0;
  $("forward").disabled = trail.at >= trail.steps.length - 1;
  $("canvas").setAttribute("aria-description", $("status").textContent);
}

const countOf = (passes) => passes.reduce((sum, each) => sum + each, 0);

function turnLanguage() {
  tongue = 1 - tongue;
  speak();
  tellJudgements();
  render(true);
}

function toggleFilters() {
  const open = document.body.classList.toggle("no-filters");
  $("toggle-filters").setAttribute("aria-expanded", String(!open));
  network.redraw();
}

const CLICKS = {
  back: () => travel(-1), forward: () => travel(1), take: () => openTake($("take-menu").hidden),
  decisions: showJudgements, language: turnLanguage, help: showHelp, "toggle-filters": toggleFilters,
  "zoom-in": () => zoom(1.25), "zoom-out": () => zoom(0.8), fit: () => fit(),
};

function setUpControls() {
  for (const [id, act] of Object.entries(CLICKS)) $(id).addEventListener("click", act);
  for (const each of document.querySelectorAll("#views button")) each.addEventListener("click", () => turnTo(each.dataset.view));
  for (const each of document.querySelectorAll("[data-skip]")) each.addEventListener("click", (event) => { event.preventDefault(); skipTo(each.dataset.skip); });
  $("take-menu").addEventListener("keydown", takeKey);
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => { if (!event.target.closest("#take, #take-menu")) openTake(false); });
  if (window.innerWidth <= ROOMY) toggleFiltersAtStart();
  setUpSearch();
}

function turnTo(view) {
  if (view === "map" && state.view === "map") goWhole();
  else change({ view, text: view === "texts" ? state.text : null, selected: view === "home" ? null : state.selected });
}

function skipTo(id) {
  const wanted = $(id);
  if (wanted && !wanted.hidden) wanted.focus();
}

function toggleFiltersAtStart() {
  document.body.classList.add("no-filters");
  $("toggle-filters").setAttribute("aria-expanded", "false");
}

speak();
open();
setUpControls();
tellJudgements();

// For tests and for the curious.
window.kgraph = {
  network, placeOf, sourceLink, fragment: () => fragment(state), passing: () => passingNow(state), sheet,
  get state() { return state; }, get shown() { return shown; }, get lit() { return lit; },
};
