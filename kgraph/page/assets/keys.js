// The keyboard, and the dialogs.
function openDialog(title, ...content) {
  const dialog = $("dialog");
  dialog.replaceChildren(make("h2", { id: "dialog-title" }, title), ...content.filter(Boolean), button(say("close"), () => dialog.close()));
  if (!dialog.open) dialog.showModal();
}

const SHORTCUTS = ["/", "Esc", "+ −", "0", "1 2 3", "e", "c", "p", "[ ]", "w", "l", "?", "⇧ ← ↑ → ↓", "t", "d"];

function showHelp() {
  const rows = SHORTCUTS.flatMap((keys, i) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, say(`key-${i}`))]);
  openDialog(say("help"), make("p", {}, say("help-mouse")), make("dl", { class: "keys" }, rows), make("p", { class: "quietly" }, say("made-with")));
}

const selectedNode = () => (state.selected && state.selected.kind === "node" ? state.selected.index : state.root);
const withNode = (act) => () => { if (selectedNode() !== null) act(selectedNode()); };

const ACTS = {
  "/": () => $("search").focus(), Escape: () => (state.selected || state.path.length ? close() : goWhole()),
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => fit(),
  1: withNode((node) => goLocal(node, 1)), 2: withNode((node) => goLocal(node, 2)), 3: withNode((node) => goLocal(node, 3)),
  e: withNode(expand), c: withNode(collapse), p: withNode((node) => change({ picked: node })),
  t: () => change({ view: state.view === "table" ? "map" : "table" }), d: () => { if (!$("panel").hidden) $("panel").focus(); },
  "[": () => travel(-1), "]": () => travel(1), w: () => goWhole(), l: () => turnLanguage(), "?": showHelp,
};

const PANS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function pan([dx, dy]) {
  const { x, y } = network.getViewPosition();
  const step = 60 / network.getScale();
  network.moveTo({ position: { x: x + dx * step, y: y + dy * step } });
}

// From the open node to the nearest one on show in the direction of the arrow.
function stepTo([dx, dy]) {
  const from = selectedNode() === null ? shown.nodes[0] : selectedNode();
  if (from === undefined || !shown.chosen.has(from)) return;
  const at = placeOf(from);
  const cost = (node) => {
    const [x, y] = [placeOf(node).x - at.x, placeOf(node).y - at.y];
    const along = x * dx + y * dy;
    return along > 1 ? along + 2.5 * Math.abs(x * dy - y * dx) : Infinity;
  };
  const next = shown.nodes.reduce((best, node) => (node !== from && cost(node) < best.cost ? { node, cost: cost(node) } : best), { node: null, cost: Infinity });
  if (next.node === null) return;
  openNode(next.node);
  network.moveTo({ position: placeOf(next.node) });
}

const isTyping = (target) => /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && target.type !== "checkbox";

function pressed(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || $("dialog").open) return;
  if (event.key === "Escape" && isTyping(event.target)) { event.target.blur(); return; }
  if (isTyping(event.target)) return;
  if (event.target === $("canvas") && event.shiftKey && PANS[event.key]) { event.preventDefault(); stepTo(PANS[event.key]); return; }
  if (event.target === $("canvas") && PANS[event.key]) { event.preventDefault(); pan(PANS[event.key]); return; }
  if (Object.hasOwn(ACTS, event.key)) { event.preventDefault(); ACTS[event.key](); }
}
