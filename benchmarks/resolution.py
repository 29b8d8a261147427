"""Time and memory of resolution as entities grow: `python benchmarks/resolution.py [ENTITIES …]`.

The readings are made up: articles of ten cities, each with bodies in full and short, firms with registered name and
brand, persons, places, awards and documents, so that every rule has work and names recur across articles.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from array import array
from collections.abc import Iterator

from kgraph.knowledge_io import load
from kgraph.records import Article, Fact, Mention, Reading
from kgraph.resolution import resolve

SIZES = (5_000, 10_000, 20_000, 40_000)
CITIES = ["益阳", "常德", "岳阳", "衡阳", "邵阳", "郴州", "永州", "怀化", "娄底", "株洲"]
BODIES = ["工业和信息化局", "发展和改革委员会", "商务局", "财政局", "科学技术局", "农业农村局", "教育局", "民政局"]
SHORTS = ["工信局", "发改委", "商务局", "财政局", "科技局", "农业农村局", "教育局", "民政局"]
TRADES = ["食品", "新材料", "智能装备", "竹业", "纺织", "电子", "陶瓷", "生物科技", "环保", "物流"]
SYLLABLES = "云恒海天星远宏瑞嘉泰盛凯达诚信和美源丰裕康宁安泽润博雅清岚川岭江湖竹松柏兰梅荷".strip()
FAMILIES = "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗"


def main(sizes: tuple[int, ...]) -> None:
    """Print a line for each size."""
    knowledge = load()
    resolve(list(readings(100)), knowledge)
    print(f"{'entities':>9} {'articles':>9} {'mentions':>9} {'characters':>11} {'seconds':>8} {'µs/char':>8} {'MB':>6}")
    for size in sizes:
        made = list(readings(size))
        began = time.process_time()
        found = resolve(made, knowledge)
        seconds = time.process_time() - began
        characters = sum(len(each.article.text) for each in made)
        mentions = sum(len(each.mentions) for each in made)
        tracemalloc.start()
        resolve(made, knowledge)
        memory = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(
            f"{len(found.entities):>9} {len(made):>9} {mentions:>9} {characters:>11} {seconds:>8.2f} "
            f"{seconds / characters * 1e6:>8.2f} {memory:>6.0f}"
        )


def readings(entities: int) -> Iterator[Reading]:
    """Articles that together name about so many things."""
    chance = random.Random(entities)
    for number in range(entities // 10):
        yield _reading(f"a{number:06}", chance)


def _reading(name: str, chance: random.Random) -> Reading:
    city, body = chance.choice(CITIES), chance.randrange(len(BODIES))
    brands = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(3)]
    trades = [chance.choice(TRADES) for _ in brands]
    people = [chance.choice(FAMILIES) + "".join(chance.choices(SYLLABLES, k=2)) for _ in range(4)]
    parts: list[tuple[str, str]] = [("Place", f"{city}市"), ("", "消息："), ("Government", f"{city}市{BODIES[body]}")]
    parts += [
        ("", "召开会议，"),
        ("Government", f"市{SHORTS[body]}"),
        ("Role", "局长"),
        ("Person", people[0]),
        ("", "到会。"),
    ]
    for brand, trade, person in zip(brands, trades, people[1:], strict=True):
        parts += [("Company", f"湖南{brand}{trade}股份有限公司"), ("Role", "董事长"), ("Person", person)]
        parts += [("", "介绍，今年以来公司加快技术改造，订单稳步增长。"), ("Company", brand), ("", "获评")]
        parts += [("Award", f"{city}市{trade}行业优秀企业"), ("", "，产品远销二十多个国家和地区。")]
    title = f"《关于促进{chance.choice(TRADES)}产业发展的若干措施》"
    parts += [("", "会上发布了"), ("Document", title), ("", "，"), ("Document", "《若干措施》"), ("", "共十二条。")]
    return _assembled(name, parts)


def _assembled(name: str, parts: list[tuple[str, str]]) -> Reading:
    text, mentions = "", []
    for kind, words in parts:
        if kind:
            place = {"start": len(text), "end": len(text) + len(words)}
            mentions.append(Mention(article=name, type=kind, text=words, rule="made", **place))
        text += words
    sentences = _sentences(text)
    article = Article(id=name, source=name, text=text, origin=array("q", range(len(text))), sentences=sentences)
    return Reading(article=article, mentions=tuple(mentions), facts=tuple(_facts(text, mentions)))


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    ends = [place + 1 for place, sign in enumerate(text) if sign == "。"]
    return tuple(zip([0, *ends], ends, strict=False))


def _facts(text: str, mentions: list[Mention]) -> Iterator[Fact]:
    for body, role, person in zip(mentions, mentions[1:], mentions[2:], strict=False):
        if role.type == "Role" and person.type == "Person":
            for subject, predicate, thing in ((role, "role_at", body), (person, "affiliated_with", body)):
                start, end = body.start, person.end
                yield Fact(
                    subject=subject,
                    predicate=predicate,
                    object=thing,
                    start=start,
                    end=end,
                    text=text[start:end],
                    rule="made",
                )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
