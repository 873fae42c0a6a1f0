"""What a scenario expects, and what came -> how they differ; it holds where they don't."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from contract_engine.scenarios.files import Expected

Cases = Iterable[tuple[Mapping[str, str], str]]


def differences(
    expected: Expected,
    verdict: str,
    governing: Sequence[str],
    ended: Sequence[str],
    cases: Callable[[], Cases],
) -> Iterator[str]:
    """What is otherwise than expected, as far as the scenario says; `cases` are told if it does."""
    if verdict != expected.verdict:
        yield f"expected {expected.verdict}, got {verdict}"
    if expected.because is not None:
        yield from _sets("because", expected.because, governing)
    if expected.ended is not None:
        yield from _sets("ended", expected.ended, ended)
    if expected.cases is not None:
        wanted, got = _sorted(expected.cases), _sorted(cases())
        for given, each in sorted(wanted - got):
            yield f"expected the case {_told(given)}: {each}"
        for given, each in sorted(got - wanted):
            yield f"got the case {_told(given)}: {each}"


def _sorted(cases: Cases) -> set[tuple[tuple[tuple[str, str], ...], str]]:
    return {(tuple(sorted(given.items())), verdict) for given, verdict in cases}


def _sets(key: str, expected: Sequence[str], got: Sequence[str]) -> Iterator[str]:
    missing = [name for name in expected if name not in got]
    surplus = [name for name in got if name not in expected]
    if missing:
        yield f"{key}: `{'`, `'.join(missing)}` expected"
    if surplus:
        yield f"{key}: `{'`, `'.join(surplus)}` not expected"


def _told(given: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name}={value}" for name, value in given) or "otherwise"
