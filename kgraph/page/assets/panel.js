// The panel beside the graph.
function panelHead(kind, title, titleClass = null) {
  return make("header", {}, make("p", { class: "kind" }, kind), make("h2", { class: titleClass }, name(title)),
    button("×", close, { class: "icon", "aria-label": say("close"), title: say("close") }));
}

function panelContent() {
  if (state.selected) return state.selected.kind === "node" ? nodePanel(state.selected.index) : edgePanel(state.selected.index);
  return state.path.length ? pathPanel() : null;
}

function showPanel() {
  const content = panelContent();
  const panel = $("panel");
  const wasHidden = panel.hidden;
  const inside = panel.contains(document.activeElement);
  panel.hidden = !content;
  document.body.classList.toggle("with-panel", Boolean(content));
  panel.replaceChildren(...(content || []).filter(Boolean));
  panel.scrollTop = 0;
  if (content && inside) panel.focus({ preventScroll: true });
  return wasHidden !== panel.hidden;
}
