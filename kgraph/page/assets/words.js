// The words of the page in two languages; every text is set as text, never as markup.
"use strict";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("graph");
let tongue = (data.language || navigator.language || "zh").toLowerCase().startsWith("zh") ? 0 : 1;

function say(key, ...values) {
  const words = data.strings[key] ? data.strings[key][tongue] : key;
  return words.replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)]));
}

const label = (id) => (data.labels[id] ? data.labels[id][tongue] : id);
const number = (n) => n.toLocaleString("en-US");
const percent = (n) => `${n}%`;

function nameOfQualifier(key) {
  return data.strings[`qualifier-${key}`] ? say(`qualifier-${key}`) : key;
}

// The label of a control is both what a screen reader says and what the mouse shows.
function relabel(element, key) {
  element.setAttribute("aria-label", say(key));
  if (element.tagName === "BUTTON") element.title = say(key);
}

function speak() {
  document.documentElement.lang = tongue ? "en" : "zh-CN";
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
  for (const each of document.querySelectorAll("[data-label]")) relabel(each, each.dataset.label);
  for (const each of document.querySelectorAll("[data-placeholder]")) each.placeholder = say(each.dataset.placeholder);
  document.title = say("title");
}
