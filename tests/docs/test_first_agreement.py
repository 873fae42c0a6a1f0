from pathlib import Path

from tests.docs.blocks import Walk, blocks_of

DOCS = Path(__file__).parents[2] / "docs"


def test_every_file_and_command_of_the_tutorial_does_what_the_page_says(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    blocks = blocks_of(DOCS / "first-agreement.md")
    for block in blocks:
        walk.follow(block)
    assert [block.language for block in blocks].count("console") == 8

    done = walk.run("python -m pytest -q -p no:cacheprovider scenarios")
    assert "19 passed" in done.stdout


def test_every_command_of_the_page_on_receipts_does_what_the_page_says(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    blocks = blocks_of(DOCS / "receipts.md")
    for block in blocks:
        walk.follow(block)
    assert [block.language for block in blocks].count("console") == 6
