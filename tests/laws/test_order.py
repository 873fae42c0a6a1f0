"""What the order of the words in the files may and may not change."""

from __future__ import annotations

from dataclasses import replace

from contract_engine.answers.compare.diff import View, differs
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.question import Options
from tests.generators import random_question, to_yaml
from tests.laws.edits import shuffled
from tests.laws.shapes import differing, shape_of
from tests.laws.situations import a_question
from tests.laws.trials import Trial, law
from tests.laws.worlds import World


@law(50, told=2.0)
def test_the_order_of_clauses_and_instruments_does_not_matter(trial: Trial) -> None:
    """In whatever order clauses and instruments are written down, every answer is the same.

    (Of instruments that take effect on one day the later in the list is the later in rank.)
    """
    data, rng = trial.agreement(), trial.rng
    world, other = World.of(data), World.of(shuffled(rng, data))
    for _ in range(4):
        question = random_question(rng, data)
        trial.show(question=question)
        assert differing(shape_of(world, question), shape_of(other, question)) == []
        one, two = world.ask(question), other.ask(question)
        if one is not None and two is not None:
            assert one.grade == two.grade
            assert (one.holds.from_, one.holds.through) == (two.holds.from_, two.holds.through)
            trial.reach("told")


@law(20, told=1.0)
def test_another_order_is_no_difference_between_agreements(trial: Trial) -> None:
    """An agreement does not differ from itself written down in another order."""
    data = trial.agreement()
    one, two = (World.of(each).engine for each in (data, shuffled(trial.rng, data)))
    assert not differs(View("one", one, Options()), View("two", two, Options()))
    trial.reach("told")


@law(25, told=2.0)
def test_one_file_or_many_does_not_matter(trial: Trial) -> None:
    """An agreement says the same in one file as in a folder with a file for each instrument."""
    data, rng = trial.agreement(additions=True), trial.rng
    world = World.of(data)
    names = [instrument["instrument"] for instrument in data["instruments"]]
    main = {key: value for key, value in data.items() if key != "sources"}
    files: dict[str, dict[str, object]] = {
        "agreement.yaml": {**main, "instruments": names},
        "sources.yaml": {"format": "1", "sources": data["sources"]},
        **{f"{i['instrument']}.yaml": {"format": "1", **i} for i in data["instruments"]},
    }
    folder = from_bytes({name: to_yaml(file).encode() for name, file in files.items()}, "many")
    agreement, problems = load_folder(folder)
    assert agreement is not None, problems
    other = World(data, type(world.engine)(agreement))
    for _ in range(3):
        question = a_question(rng, world.data)
        trial.show(question=question)
        one, two = world.ask(question), other.ask(question)
        assert (one is None) == (two is None)
        if one is not None and two is not None:
            assert replace(one, receipt=two.receipt) == two
            trial.reach("told")
