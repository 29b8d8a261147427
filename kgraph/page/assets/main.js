// One round: what passes, what is shown, the panel, the filters, the line that says what is shown.
const NARROW = 760; // as in look.css
const ROOMY = 1000;
let drawnAs = "";
const arrangement = () => JSON.stringify([state.root, state.path]);

function render(fresh = false) {
  const rooted = drawnAs !== arrangement();
  show(shownPart(state), fresh || rooted || isLocal());
  drawnAs = arrangement();
  showRest();
  if (rooted) fit();
  else bringIntoView();
}

function showRest() {
  light(litBy(state));
  const resized = showPanel();
  showFilters();
  tellStatus();
  if (resized) network.redraw();
}

// The first round fills the drawing before vis-network looks at it, which spares it half the work.
function open() {
  setOut();
  drawnAs = arrangement();
  show(shownPart(state), true);
  setUpDrawing();
  network.once("afterDrawing", () => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); });
  fit(window.innerWidth > NARROW ? shown.nodes : busiest(), false);
  showRest();
  if (lit) fit(lit.nodes);
}

// Where a small window begins: the node with most edges on show, and what is around it.
function busiest() {
  const ends = shown.edges.flatMap((edge) => [graph.from[edge], graph.to[edge]]);
  const [node] = [...countBy(ends, (end) => end)].reduce((a, b) => (b[1] > a[1] ? b : a), [null, 0]);
  return node === null || isLocal() ? shown.nodes : around(node).nodes;
}

// A path or an edge that lies outside the window is brought into it.
function bringIntoView() {
  if (!lit || (state.selected && state.selected.kind === "node")) return;
  fit(lit.nodes);
}

function tellStatus() {
  const nodes = countOf(shown.pass.nodes);
  const edges = countOf(shown.pass.edges);
  const key = shown.path ? "status-path" : state.root !== null ? "status-local" : shown.nodes.length < nodes ? "status-part" : "status-all";
  $("status").textContent = say(key, number(shown.nodes.length), number(nodes), number(shown.edges.length), number(edges), state.root === null ? "" : shorten(nameOf(state.root), 30), state.depth);
  const canGrow = !isLocal() && shown.nodes.length < nodes && state.limit < LARGEST;
  const more = button(say("more", number(STEP)), () => { change({ limit: Math.min(LARGEST, state.limit + STEP) }); fit(); }, { class: "link" });
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
  back: () => travel(-1), forward: () => travel(1), home: goWhole, take: () => openTake($("take-menu").hidden),
  decisions: showJudgements, language: turnLanguage, help: showHelp, "toggle-filters": toggleFilters,
  "zoom-in": () => zoom(1.25), "zoom-out": () => zoom(0.8), fit: () => fit(),
};

function setUpControls() {
  for (const [id, act] of Object.entries(CLICKS)) $(id).addEventListener("click", act);
  $("take-menu").addEventListener("keydown", takeKey);
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => { if (!event.target.closest("#take, #take-menu")) openTake(false); });
  if (window.innerWidth <= ROOMY) toggleFiltersAtStart();
  setUpSearch();
}

function toggleFiltersAtStart() {
  document.body.classList.add("no-filters");
  $("toggle-filters").setAttribute("aria-expanded", "false");
}

speak();
open();
setUpControls();

// For tests and for the curious.
window.kgraph = {
  network, placeOf, sourceLink, fragment: () => fragment(state),
  get state() { return state; }, get shown() { return shown; }, get lit() { return lit; },
};
