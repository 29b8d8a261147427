// The panel beside the graph.
function panelHead(kind, title, titleClass = null) {
  return make("header", {}, make("p", { class: "kind" }, kind), make("h2", { class: titleClass }, name(title)),
    button(say(state.wide ? "narrow" : "widen"), () => change({ wide: 1 - state.wide }), { class: "link wide", "aria-pressed": String(Boolean(state.wide)) }),
    button("×", close, { class: "icon", "aria-label": say("close"), title: say("close") }));
}

function panelContent() {
  if (state.view === "home") return null;
  if (state.selected) return state.selected.kind === "node" ? nodePanel(state.selected.index) : edgePanel(state.selected.index);
  return state.path.length ? pathPanel() : null;
}

const panelKey = () => JSON.stringify([state.selected, state.path]);
let panelWas = "";

function showPanel() {
  const content = panelContent();
  const panel = $("panel");
  const wasHidden = panel.hidden;
  const inside = panel.contains(document.activeElement);
  const top = panelKey() === panelWas ? panel.scrollTop : 0;
  panelWas = panelKey();
  panel.hidden = !content;
  document.body.classList.toggle("with-panel", Boolean(content));
  document.body.classList.toggle("wide", Boolean(content && state.wide));
  panel.replaceChildren(...(content || []).filter(Boolean));
  panel.scrollTop = top;
  if (content && inside) panel.focus({ preventScroll: true });
  return wasHidden !== panel.hidden;
}
