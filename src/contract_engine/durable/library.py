"""Rule sets and facts -> the rules that fired: the only module that touches durable-rules.

The library hides errors raised in actions, stops in the middle when the clock jumps, and crashes
when a session is deleted in which nothing has run. So each run is held between two facts of its
own, `start` and `done`; each action keeps what goes wrong in it; and a session is deleted only
after an action has run in it. A host of the library starts threads that crash: this one starts
none.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contract_engine.durable.compile.safe_subset import Rule
from contract_engine.durable.errors import BrokenInstallation, EngineError
from contract_engine.durable.put_off import put_off
from contract_engine.lazy_dataclass import dataclass, field

SESSION = "s"

# Without --no-cache-dir pip takes up again the wheel that it built before, however it was built.
MEND = (
    "CPPFLAGS='-DPyEval_CallObject=PyObject_CallObject' python -m pip install "
    "--no-cache-dir --force-reinstall --no-binary durable-rules durable-rules==2.0.28"
)
NEEDS = "it is built on installation, with a C compiler and the headers of Python"

Fact = Mapping[str, str | int]
Action = Callable[[Any], None]
Chain = Callable[[str], Sequence[Fact]]
"""Of a rule that has fired, by its name: the facts to assert next."""


@dataclass(slots=True)
class Run:
    """One run: the rules that fired, in order, and the errors raised in their actions."""

    fired: list[str] = field(default_factory=list)
    sentinels: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)


class Library:
    """durable-rules, imported when this is made, with a host that starts no threads."""

    def __init__(self) -> None:
        self._engine, self._core = _import()
        quiet = type("QuietHost", (self._engine.Host,), {"_run": lambda host: None})
        self._host = quiet()
        self._names = 0

    def register(self, rules: Mapping[str, Rule], actions: Mapping[str, Action]) -> str:
        """Register rules that guards.check has passed, each with its action; gives a new name."""
        self._names += 1
        name = f"n{self._names}"
        try:
            self._host.set_rulesets(
                {name: {rule: {**body, "run": actions[rule]} for rule, body in rules.items()}}
            )
        except Exception as error:
            raise EngineError(f"durable-rules refuses a rule set: {error}") from error
        return name

    def unregister(self, name: str) -> None:
        """Free a rule set; its sessions must have been deleted."""
        ruleset = self._host._ruleset_directory.pop(name)
        self._host._ruleset_list.remove(ruleset)
        self._core.delete_ruleset(ruleset._handle)

    def tell(self, name: str, fact: Fact) -> bool:
        """Assert a fact and run all that follows; False when no rule looks at it."""
        try:
            self._host.assert_fact(name, {**fact, "sid": SESSION})
        except self._engine.MessageNotHandledException:
            return False
        return True

    def hidden_error(self, name: str) -> str | None:
        """What the library caught and kept to itself in the session, if anything."""
        error = self._host.get_state(name, SESSION).get("exception")
        return None if error is None else str(error)

    def forget(self, name: str) -> None:
        """Delete the session. An action must have run in it."""
        self._host.delete_state(name, SESSION)


class RuleSet:
    """A registered rule set, run with new facts as often as wanted, by one thread at a time."""

    def __init__(self, library: Library, rules: Mapping[str, Rule]) -> None:
        self._library = library
        self._rules = rules
        self._actions = {rule: self._action(rule) for rule in rules}
        self._name: str | None = library.register(rules, self._actions)
        self._run = Run()
        self._chain: Chain = _nothing

    def run(self, facts: Sequence[Fact], chain: Chain) -> Sequence[str]:
        """Tell the facts, one by one, in a new session; the names of the rules that fired.

        A fact told that no rule looks at is nothing; one that `chain` gives is an error.
        """
        if self._name is None:
            self._name = self._library.register(self._rules, self._actions)
        run, self._chain = Run(), chain
        self._run = run
        try:
            self._tell({"k": "start", "id": "start"}, ["start"])
            for fact in facts:
                self._library.tell(self._name, fact)
            self._tell({"k": "done", "id": "done"}, ["start", "done"])
            if hidden := self._library.hidden_error(self._name):
                raise EngineError(f"durable-rules hid an error: {hidden}")
        except Exception as error:
            if isinstance(error, EngineError):
                raise
            raise EngineError(f"durable-rules failed: {error}") from error
        finally:
            if run.sentinels:
                self._library.forget(self._name)
            else:
                self.close()
        return run.fired

    def close(self) -> None:
        """Free the rule set; it is registered anew if it is run again."""
        if self._name is not None:
            self._library.unregister(self._name)
            self._name = None

    def _tell(self, fact: Fact, expected: Sequence[str]) -> None:
        """Tell a sentinel, and see that it and all told before it got through."""
        assert self._name is not None
        self._library.tell(self._name, fact)
        for error in self._run.errors:
            if isinstance(error, KeyboardInterrupt):
                raise error
            raise EngineError(f"a rule's action failed: {error!r}") from error
        if self._run.sentinels != expected:
            raise EngineError("durable-rules stopped before all rules had run")

    def _action(self, rule: str) -> Action:
        # durable-rules counts the arguments: with a second one, even one that has a default,
        # it would wait for the action to call back.
        def act(closure: Any) -> None:
            run = self._run
            try:
                if rule in ("start", "done"):
                    run.sentinels.append(rule)
                    return
                run.fired.append(rule)
                for fact in self._chain(rule):
                    closure.assert_fact({**fact, "sid": SESSION})
            except BaseException as error:
                run.errors.append(error)

        return act


def _nothing(rule: str) -> Sequence[Fact]:
    return ()


def _import() -> tuple[Any, Any]:
    """The modules `durable.engine` and `durable_rules_engine`."""
    try:
        with put_off():
            engine = importlib.import_module("durable.engine")
        core = importlib.import_module("durable_rules_engine")
    except ModuleNotFoundError as error:
        if error.name == "durable":
            raise BrokenInstallation(
                f"durable-rules is not installed. Install it with\n  {MEND}\n({NEEDS})",
                missing=True,
            ) from error
        raise _failing(error) from error
    except Exception as error:
        raise _failing(error) from error
    for module, name in ((engine, "Host"), (core, "delete_ruleset")):
        if not hasattr(module, name):
            raise _failing(AttributeError(f"{module.__name__} has no {name}"))
    # What goes wrong in there is raised here as EngineError; without this it is printed as well.
    if (logging := sys.modules.get("logging")) is not None:
        logging.getLogger("durable").addHandler(logging.NullHandler())
    return engine, core


def _failing(error: Exception) -> BrokenInstallation:
    why = (
        "Its release calls PyEval_CallObject, which Python 3.13 removed."
        if "PyEval_CallObject" in str(error)
        else "Another package may stand in its place, or it was built for another Python."
    )
    return BrokenInstallation(
        f"durable-rules is installed, but can't be imported: {error}\n{why} Build it anew with\n"
        f"  {MEND}\n({NEEDS})",
        missing=False,
    )
