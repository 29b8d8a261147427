// Reads a file with a parser that is not kgraph's and prints what it found as JSON.
// usage: node read.cjs graphml|gexf|cypher FILE
const { readFileSync } = require("node:fs");

function graph(parse, text) {
  const Graph = require("graphology");
  const found = parse(Graph, text);
  return {
    nodes: found.mapNodes((id, attributes) => ({ id, ...attributes })),
    edges: found.mapEdges((id, attributes, source, target) => ({ id, source, target, attributes })),
    directed: found.directedSize,
  };
}

const readers = {
  graphml: (text) => graph(require("graphology-graphml").parse, text),
  gexf: (text) => graph(require("graphology-gexf").parse, text),
  cypher: (text) => require("@neo4j-cypher/editor-support").parse(text).errorListener.errors,
};

const [form, file] = process.argv.slice(2);
process.stdout.write(JSON.stringify(readers[form](readFileSync(file, "utf8"))));
