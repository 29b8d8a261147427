// Decisions of people, in the form of judgements.tsv: left, right, verdict, why.
export const isPair = ({ verdict }) => verdict === "same" || verdict === "different";
export const isOfFact = ({ verdict }) => /^(wrong|date):/.test(verdict);
const PASSAGE = /^\S.*:\d+-\d+$/;

// What a decision is about: a later one about the same takes the place of the earlier.
export function subjectOf({ left, right, verdict, why }) {
  if (isPair({ verdict })) return JSON.stringify(["pair", ...[left, right].sort()]);
  if (!isOfFact({ verdict })) return JSON.stringify([verdict, left]);
  return JSON.stringify([verdict.replace(/=.*/, ""), left, right, PASSAGE.test(why || "") ? why : ""]);
}

export function decided(all, judgement) {
  return [...all.filter((each) => subjectOf(each) !== subjectOf(judgement)), judgement];
}

const cell = (text) => String(text || "").replace(/[\t\r\n\u2028\u2029]+/g, " ");

export function decisionsText(all) {
  const rows = all.map(({ left, right, verdict, why }) => [left, right, verdict, why].map(cell).join("\t"));
  return `${["left\tright\tverdict\twhy", ...rows].join("\n")}\n`;
}

// What was kept by the browser may be anything.
export function readDecisions(text) {
  try {
    const rows = JSON.parse(text);
    const isSound = (each) => each && ["left", "right", "verdict", "why"].every((key) => typeof each[key] === "string");
    return Array.isArray(rows) ? rows.filter(isSound).map(({ left, right, verdict, why }) => ({ left, right, verdict, why })) : [];
  } catch { return []; }
}
