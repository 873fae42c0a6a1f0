"""A result of any sort -> the page that tells it."""

from __future__ import annotations

from contract_engine.answers.answer import Answer, Result
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Page
from contract_engine.render.words.answer import answer_page


def result_page(model: Agreement, result: Result, *, brief: bool = False) -> Page:
    """What a result says.

    Args:
        model: the agreement it is about, for labels and sources.
        result: what a method of a loaded agreement returned.
        brief: only what it comes to: for an answer its sentence, clauses, quotes, sources, days.

    Returns:
        The page; TypeError for a result that has none.
    """
    if isinstance(result, Answer):
        return answer_page(model, result, brief=brief)
    return _of_questions(model, result, brief=brief)


def _of_questions(model: Agreement, result: Result, *, brief: bool) -> Page:
    """Of what else is asked: an answer needs none of this."""
    from contract_engine.answers.ask.each_value import EveryValue
    from contract_engine.answers.ask.flips import Flips
    from contract_engine.answers.ask.needed import Needed
    from contract_engine.answers.compare.whatif import WhatIf
    from contract_engine.answers.in_words import Answers, TopicTold, WordsTold
    from contract_engine.answers.norms.result import NormsTold, Rights, Terms
    from contract_engine.answers.record import DisputeTold, SourceTold
    from contract_engine.answers.timeline.timeline import Timeline
    from contract_engine.answers.value.figures import FigureTold
    from contract_engine.answers.value.result import ValueTold
    from contract_engine.render.words.duties import duties_page
    from contract_engine.render.words.each_value import each_value_page
    from contract_engine.render.words.figures import figures_page
    from contract_engine.render.words.flips import flips_page
    from contract_engine.render.words.in_words import answers_page, topic_page, words_page
    from contract_engine.render.words.needed import needed_page
    from contract_engine.render.words.record import disputes_page, sources_page
    from contract_engine.render.words.rights import rights_page
    from contract_engine.render.words.terms import terms_page
    from contract_engine.render.words.timeline import timeline_page
    from contract_engine.render.words.value import value_page
    from contract_engine.render.words.whatif import whatif_page

    match result:
        case EveryValue():
            return each_value_page(model, result, brief=brief)
        case Timeline():
            return timeline_page(model, result, brief=brief)
        case WhatIf():
            return whatif_page(model, result, brief=brief)
        case Flips():
            return flips_page(model, result, brief=brief)
        case Needed():
            return needed_page(model, result, brief=brief)
        case Rights():
            return rights_page(model, result, brief=brief)
        case NormsTold():
            return duties_page(model, result, brief=brief)
        case Terms():
            return terms_page(model, result, brief=brief)
        case ValueTold():
            return value_page(model, result, brief=brief)
        case FigureTold():
            return figures_page(model, [result], None, brief=brief)
        case Answers():
            return answers_page(
                result, lambda each: result_page(model, each, brief=brief), brief=brief
            )
        case TopicTold():
            return topic_page(model, result, brief=brief)
        case WordsTold():
            return words_page(model, result, brief=brief)
        case SourceTold():
            return sources_page(model, [result], whole=True, brief=brief)
        case DisputeTold():
            return disputes_page(model, [result], brief=brief)
        case _:
            return _of_files(result, brief=brief)


def _of_files(result: Result, *, brief: bool) -> Page:
    """Of what is about files: their readers are loaded for no other result."""
    from contract_engine.api.checking import Checked, Gaps
    from contract_engine.api.diff import Diff
    from contract_engine.api.measures import CoverageTold, MutationTold
    from contract_engine.api.scenarios import Tested
    from contract_engine.render.words.check import checked_page, gaps_page
    from contract_engine.render.words.diff import diff_page
    from contract_engine.render.words.measures import coverage_page, mutation_page
    from contract_engine.render.words.scenarios import tested_page

    match result:
        case Diff():
            return diff_page(result, all_=False, clauses=False, brief=brief)
        case Checked():
            return checked_page(result)
        case Gaps():
            return gaps_page(result)
        case CoverageTold():
            return coverage_page(result)
        case MutationTold():
            return mutation_page(result)
        case Tested():
            return tested_page(result, sum(each.seconds for each in result.results))
        case _:
            raise TypeError(f"a {type(result).__name__} has no page")
