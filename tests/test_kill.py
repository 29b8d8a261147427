"""A build that is killed leaves the old graph or the new one; benchmarks/kill.py does it at 60 moments."""

from pathlib import Path

from benchmarks.kill import killed

STORIES = ["泉州市远航鞋业有限公司董事长林一鸣表示，公司将扩大生产。", "海岸大学校长王一平出席首届鞋业博览会。"]


def test_the_old_graph_or_the_new_one_lies_there_after_a_kill(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, story in enumerate(STORIES):
        (tmp_path / "in" / f"{number}.txt").write_text(story, encoding="utf-8")
    seen = killed(sorted((tmp_path / "in").iterdir()), tmp_path, 3)
    assert (sum(seen.values()), set(seen) <= {"old", "new"}) == (3, True), seen
