"""The parts of the page that know nothing of a page, in node and without a browser."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from kgraph import page

NODE = shutil.which("node")
NET = "{starts: [0,2,4,6,8], around: Int32Array.of(0,1,0,2,1,3,2,3), from: [0,0,1,2], to: [1,2,3,3]}"
ALL = "passes: [1,1,1,1], most: 9"
CELL = "(row, column) => row[column]"
ROWS = "[{n: 3, t: '乙'}, {n: '', t: '甲'}, {n: 10, t: '甲'}]"
CASES = [
    ("dates", "isWithin('2023', '2023-05', '2023-05')", True),
    ("dates", "isWithin('2023-12-30/2024-01-02', '2024-01', '')", True),
    ("dates", "isWithin('2023-12', '2024-01', '')", False),
    ("dates", "isWithin('', '2024-01', '')", False),
    ("dates", "isWithin('', '', '')", True),
    ("dates", "isMonth('2024-99')", False),
    ("dates", "isMonth('2024-12')", True),
    ("dates", "['2023-02', '近日', '2023-13', '2023/2024'].map(isDate)", [True, False, False, True]),
    ("dates", "['', '2023', '2024-01'].sort(byNewest)", ["2024-01", "2023", ""]),
    ("paths", f"shortestPaths({NET}, 0, 3, {{{ALL}, avoid: new Set()}}).map((p) => p.nodes)", [[0, 1, 3], [0, 2, 3]]),
    ("paths", f"shortestPaths({NET}, 0, 3, {{{ALL}, avoid: new Set([1])}}).map((p) => p.edges)", [[1, 3]]),
    ("paths", f"shortestPaths({NET}, 0, 3, {{{ALL}, avoid: new Set([1, 2])}})", []),
    ("paths", f"[...within({NET}, 0, {{steps: 1, {ALL}}})]", [0, 1, 2]),
    ("rows", f"sorted({ROWS}, 'n', false, {CELL}).map((r) => r.n)", [3, 10, ""]),
    ("rows", f"sorted({ROWS}, 'n', true, {CELL}).map((r) => r.n)", [10, 3, ""]),
    ("rows", f"kept({ROWS}, {{n: '>= 4'}}, {CELL}).length", 1),
    ("rows", f"kept({ROWS}, {{t: '甲', n: ''}}, {CELL}).length", 2),
    ("rows", f"grouped({ROWS}, 't', new Set(['乙']), {CELL}).map((r) => r.head || r.n)", ["甲", "乙", 3]),
    ("rows", "inWindow({top: 3400, height: 340, rowHeight: 34, count: 9e5})", {"first": 92, "last": 118}),
    ("csv", "csvCell('=1+1')", "'=1+1"),
    ("csv", "csvCell(-1)", "-1"),
    ("csv", "csv([['a,b', 'c\"d']])", '\ufeff"a,b","c""d"\r\n'),
    ("decisions", "readDecisions('{broken')", []),
    ("decisions", "readDecisions(JSON.stringify([{left: 1}, null]))", []),
    (
        "decisions",
        "decided([{left:'a',right:'b',verdict:'different'}], {left:'b',right:'a',verdict:'same'}).length",
        1,
    ),
    (
        "decisions",
        "decided([{left:'a',right:'b',verdict:'date:x=2023'}], {left:'a',right:'b',verdict:'date:x=2024'}).length",
        1,
    ),
    (
        "decisions",
        "decisionsText([{left:'a\\tb',right:'',verdict:'hide',why:'c\\nd'}]).split('\\n')[1]",
        "a b\t\thide\tc d",
    ),
    ("texts", "occurrences('安踏与恒安，安踏', ['安踏'], 9).map((p) => p.start)", [0, 6]),
    ("texts", "occurrences('安踏', ['安踏', '恒安'], 9)", []),
    (
        "texts",
        "pieces(0, 4, [{start: 1, end: 3}]).map((p) => [p.start, p.end, p.marks.length])",
        [[0, 1, 0], [1, 3, 1], [3, 4, 0]],
    ),
    (
        "texts",
        "sentenceAround('前句。安踏获奖。后句', 3, 5, {stops: '。', most: 60})",
        {"from": 3, "to": 8, "cutBefore": False, "cutAfter": False},
    ),
]


@pytest.mark.skipif(NODE is None, reason="needs node")
@pytest.mark.parametrize("module", page.MODULES)
def test_module(module):
    cases = [(code, wanted) for name, code, wanted in CASES if name == module]
    lines = [f"out.push({code});" for code, _ in cases]
    script = "\n".join(
        [page._asset(f"modules/{module}.js"), "const out = [];", *lines, "console.log(JSON.stringify(out));"]
    )
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-"], input=script, capture_output=True, text=True, check=True
    )
    found = dict(zip([code for code, _ in cases], json.loads(done.stdout), strict=True))
    assert found == dict(cases)
    assert cases
