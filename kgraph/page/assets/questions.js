// Ready questions: each has slots, is about one predicate, and is answered by rows of the table.
const QUESTIONS = {
  "place-award": { slots: ["place", "award"], predicate: "received_award", keeps: (edge, [place, award]) => typeNow(graph.from[edge]) === "Company" && isAt(graph.from[edge], place) && isAward(edge, award) },
  office: { slots: ["office"], predicate: "holds_role", keeps: (edge, [office]) => wordsIn(office, [...namesOf(graph.to[edge]), ...edgesOut(graph.to[edge], "role_at").flatMap((each) => namesOf(graph.to[each]))]) },
  cooperation: { slots: ["firm"], predicate: "cooperates_with", keeps: (edge, [firm]) => [graph.from[edge], graph.to[edge]].some((node) => isCalled(node, firm)) },
  awards: { slots: ["giver", "year", "place"], predicate: "received_award", group: "object", keeps: (edge, [giver, year, place]) => hasGiver(edge, giver) && isOfYear(edge, year) && isAt(graph.from[edge], place) },
};

// Any of the names holds what was asked, or is held in it: 宁波市 finds 宁波.
function isCalled(node, wanted) {
  const query = folded(wanted.trim());
  return !query || namesOf(node).some((each) => folded(each).includes(query) || (each.length > 1 && query.includes(folded(each))));
}

const wordsIn = (wanted, texts) => wordsOf(wanted).every((word) => texts.some((text) => folded(text).includes(word)));
const isAward = (edge, wanted) => !wanted.trim() || wordsIn(wanted, [...namesOf(graph.to[edge]), qualifierOf(edge, "level")]);
const hasGiver = (edge, wanted) => !wanted.trim() || edgesOut(graph.to[edge], "granted_by").some((each) => isCalled(graph.to[each], wanted));
const isOfYear = (edge, wanted) => !wanted.trim() || passagesOf(edge, state).some((i) => isWithin(dateOf(i), `${wanted.trim().slice(0, 4)}-01`, `${wanted.trim().slice(0, 4)}-12`)) || qualifierOf(edge, "year").includes(wanted.trim());

// The places a thing lies in, and those that these lie in.
const placeTable = new Map();
function placesAround(node) {
  if (!placeTable.has(node)) {
    const found = new Set();
    let ring = [node];
    for (let step = 0; step < 4; step += 1) {
      ring = ring.flatMap((each) => edgesOut(each, "located_in").map((edge) => graph.to[edge])).filter((each) => !found.has(each) && each !== node);
      ring.forEach((each) => found.add(each));
    }
    placeTable.set(node, [...found]);
  }
  return placeTable.get(node);
}

// By what is stated of the place, or by the name: 宁波某厂 lies there too.
const isAt = (node, wanted) => !wanted.trim() || placesAround(node).some((place) => isCalled(place, wanted)) || namesOf(node).some((each) => folded(each).includes(folded(wanted.trim())));

const questionWords = (ask, slots) => say(`ask-${ask}`, ...QUESTIONS[ask].slots.map((slot, i) => slots[i] || say(`slot-${slot}`)));
const askQuestion = (ask, slots) => change({ ...fresh(), limit: state.limit, view: "table", rows: "statements", ask, slots: QUESTIONS[ask].slots.map((_, i) => slots[i] || ""), group: QUESTIONS[ask].group || "" });

// Examples that have an answer here: the place with most honoured firms, the office with most holders, the busiest partner.
function exampleQuestions() {
  const most = (counts) => [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [null, 0])[0];
  const edges = [...graph.edges.predicate.keys()].filter((edge) => passingNow(state).statements[edge]);
  const of = (predicate) => edges.filter((edge) => predicateOf(edge) === predicate);
  const place = most(countBy(of("received_award").filter((edge) => typeNow(graph.from[edge]) === "Company").flatMap((edge) => placesAround(graph.from[edge])), (node) => node));
  const office = most(countBy(of("holds_role").filter((edge) => !isBare(graph.to[edge])), (edge) => graph.to[edge]));
  const firm = most(countBy(of("cooperates_with").flatMap((edge) => [graph.from[edge], graph.to[edge]]).filter((node) => typeNow(node) === "Company"), (node) => node));
  const found = [["place-award", place], ["office", office], ["cooperation", firm]].filter(([, node]) => node !== null);
  return found.map(([ask, node]) => ({ ask, slots: [shorten(nameOf(node), 40)] }));
}
