// Building elements: attributes are set one by one, children that are strings become text.
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

function put(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const make = (tag, attributes = {}, ...children) => put(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) => put(document.createElementNS(SVG, tag), attributes, children);
const button = (words, click, attributes = {}) => make("button", { type: "button", click, ...attributes }, words);

// A name from a source may hold marks that turn the direction of writing: it is shut off from what stands around it.
const name = (text, attributes = {}) => make("bdi", attributes, shorten(text, 300));
const shorten = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

function notice(text) {
  const place = $("notice");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => { place.hidden = true; }, 4000);
}

function copy(text) {
  const done = () => notice(say("copied"));
  const area = make("textarea", { class: "away", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (copied) done();
  else notice(say("copy-failed"));
}

function download(filename, type, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const link = make("a", { href: url, download: filename });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
