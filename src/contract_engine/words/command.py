"""A request -> the words of the command that answers it."""

from __future__ import annotations

import shlex
from typing import assert_never

from contract_engine.words.requests import (
    About,
    Ask,
    Diff,
    Duties,
    Each,
    FigureOf,
    Flip,
    Request,
    Rights,
    Terms,
    Timeline,
    ValueOf,
    WhatIf,
    World,
)


def command(request: Request) -> tuple[str, ...]:
    """Such as `ask openai serve cloud=aws --on 2025-11-15`, word by word.

    Args:
        request: what a question in words came to.

    Returns:
        The name of the command, and its arguments; the agreement is not among them.
    """
    match request:
        case Ask(bearer, action, on, world):
            return ("ask", bearer, action, *_given(world), "--on", f"{on}", *_options(world))
        case Each(bearer, action, fact, on, world):
            every = (f"{fact}=?", *_given(world))
            return ("ask", bearer, action, *every, "--on", f"{on}", *_options(world))
        case Timeline(bearer, action, first, last, world):
            shown = [*(("--from", f"{first}") if first else ())]
            shown += [*(("--through", f"{last}") if last else ())]
            return ("timeline", bearer, action, *_given(world), *shown, *_options(world))
        case Flip(bearer, action, on, world):
            return ("flip", bearer, action, *_given(world), "--on", f"{on}", *_options(world))
        case WhatIf(bearer, action, on, world, then):
            changed = [f"{name}={value}" for name, value in then.given.items()]
            changed = [*(("--given", ",".join(changed)) if changed else ())]
            plain = ("whatif", bearer, action, *_given(world), "--on", f"{on}")
            return (*plain, *changed, *_options(then))
        case Duties(party, on, world):
            return ("duties", *_given(world), "--party", party, "--on", f"{on}", *_options(world))
        case Rights(party, on, world):
            return (
                "rights",
                *_as_option(world),
                "--party",
                party,
                "--on",
                f"{on}",
                *_options(world),
            )
        case Terms(on, world):
            return ("terms", *_as_option(world), "--on", f"{on}", *_options(world))
        case FigureOf(name, on):
            return ("figure", name, *(("--on", f"{on}") if on else ()))
        case ValueOf(name, on, world):
            return ("value", name, *_given(world), "--on", f"{on}", *_options(world))
        case Diff(one, other):
            return ("diff", one, other)
        case About(topic, on):
            return ("words", topic, *(("--on", f"{on}") if on else ()))
        case _:
            assert_never(request)


def line(request: Request) -> str:
    """The command as it would be typed."""
    return shlex.join(("contract-engine", *command(request)))


def _given(world: World) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in world.given.items())


def _as_option(world: World) -> tuple[str, ...]:
    return ("--given", ",".join(_given(world))) if world.given else ()


def _options(world: World) -> tuple[str, ...]:
    under = ("--under", world.under) if world.under else ()
    without = ("--without", ",".join(world.without)) if world.without else ()
    known = ("--known", f"{world.known}") if world.known else ()
    return (*under, *without, *known)
