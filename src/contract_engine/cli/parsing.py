"""The words after a command's name -> the call of its function, or all that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from contract_engine.cli.argv import place
from contract_engine.cli.parameters import Argument, Command
from contract_engine.diagnostics import BadInput, Problem


class Given:
    """What a command line gives of what a command takes."""

    def __init__(self, command: Command) -> None:
        """Start with nothing."""
        self.command = command
        self.values: dict[Argument, Any] = {}

    def has(self, option: str) -> bool:
        """Whether this option was given."""
        return self.command.options.get(option) in self.values

    def call(self) -> int:
        """Call the command's function; its exit code."""
        words: list[Any] = []
        named: dict[str, Any] = {}
        shared: dict[str, tuple[type, dict[str, Any]]] = {}
        for each in self.command.arguments:
            if each.owner is not None:
                shared.setdefault(each.owner[0], (each.owner[1], {}))
            if each not in self.values:
                continue
            value = self.values[each]
            if each.positional:
                words += value if each.many else [value]
            elif each.owner is not None:
                shared[each.owner[0]][1][each.key] = value
            else:
                named[each.key] = value
        made = {key: make(**fields) for key, (make, fields) in shared.items()}
        return self.command.function(*words, **named, **made)


def parse(command: Command, tokens: Sequence[str]) -> Given:
    """What a command line gives; raises BadInput with all that is wrong with it.

    Args:
        command: what is called.
        tokens: the words after its name. A word that begins with `-` is an option, but for `-`
            alone and numbers; after `--` none is. An option's value is the next word, or stands
            behind `=`.
    """
    return _Reader(command, tokens).read()


class _Reader:
    def __init__(self, command: Command, tokens: Sequence[str]) -> None:
        self.given = Given(command)
        self.tokens = list(tokens)
        self.options = command.options
        self.words: list[str] = []
        self.problems: list[Problem] = []
        self.help = f"see `contract-engine {command.name} --help`"

    def read(self) -> Given:
        while self.tokens:
            token = self.tokens.pop(0)
            if token == "--":
                self.words += self.tokens
                break
            if _is_value(token):
                self.words.append(token)
            else:
                self.option(token)
        if not self.problems:
            self.positional()
            self.missing()
        if self.problems:
            raise BadInput(self.problems)
        return self.given

    def option(self, token: str) -> None:
        """An option, and its values from the words after it."""
        name, equals, value = token.partition("=")
        if name not in self.options and len(token) > 2 and token[1] != "-":
            # Letters in one word: the first is a flag, or what follows is its value.
            name, value = token[:2], token[2:]
            argument = self.options.get(name)
            if argument is not None and argument.flag:
                self.tokens.insert(0, f"-{value}")
                equals, value = "", ""
            else:
                equals = "="
        argument = self.options.get(name)
        if argument is None:
            self.wrong(f"unknown option `{name}`", self.near(name), option=name)
        elif argument.flag:
            if equals:
                self.wrong(f"`{name}` takes no value", text=value, option=name)
            self.keep(argument, name != argument.declared.negative, name)
        else:
            values = [value] if equals else []
            while len(values) < argument.count and self.tokens and _is_value(self.tokens[0]):
                values.append(self.tokens.pop(0))
            if len(values) < argument.count:
                what = "a value" if argument.count == 1 else f"{argument.count} values"
                self.wrong(f"`{name}` needs {what}", option=name)
                return
            made = list(self.made(argument, values, name))
            if len(made) == len(values):
                self.keep(argument, made[0] if argument.count == 1 else tuple(made), name)

    def keep(self, argument: Argument, value: Any, name: str) -> None:
        """Keep a value of an option; only some may be given again."""
        values = self.given.values
        if argument.many:
            values.setdefault(argument, []).append(value)
        elif argument in values and not (argument.flag and values[argument] == value):
            self.wrong(f"`{name}` is given twice", "keep one", option=name)
        else:
            values[argument] = value

    def positional(self) -> None:
        """The words that are no options, each to its place."""
        waiting = self.words
        for argument in self.given.command.positional:
            taken, waiting = (waiting, []) if argument.many else (waiting[:1], waiting[1:])
            made = list(self.made(argument, taken, None))
            if made:
                self.given.values[argument] = made if argument.many else made[0]
        for word in waiting:
            self.wrong(f"`{word}` has no place here", self.home(word), text=word)

    def home(self, word: str) -> str:
        """The option that takes such a word, where one is plain to see."""
        from contract_engine.api.agreements import at_hand, find_rules, is_there, names

        sorts = {
            "--on": word[:4].isdigit() and word.count("-") == 2,
            "--given": "=" in word,
            "--agreement": word in {*names(), *at_hand()} or is_there(find_rules(word)),
            "--party": word.isidentifier(),
        }
        for option, fits in sorts.items():
            argument = self.options.get(option)
            if fits and argument is not None and argument not in self.given.values:
                return f"write `{option} {word}`;"
        return ""

    def missing(self) -> None:
        """What has to be given, and isn't."""
        for argument in self.given.command.arguments:
            if argument.required and argument not in self.given.values and not self.problems:
                name = argument.names[0]
                self.wrong(f"{name if argument.positional else f'`{name}`'} is missing")

    def made(self, argument: Argument, texts: Sequence[str], option: str | None) -> Iterator[Any]:
        """Values of the texts; those that can't be made are problems."""
        make: Callable[[str], Any] = argument.of
        for text in texts:
            try:
                value = make(text)
            except ValueError:
                self.wrong(f"`{text}` is not what {option or 'this'} takes", "", text, option)
                continue
            if argument.choices and value not in argument.choices:
                near = _one_of(text, argument.choices)
                self.wrong(f"`{text}` is not what {option or 'this'} takes", near, text, option)
            elif (said := _beyond(argument, value)) is not None:
                self.wrong(f"`{text}` is not {said}", "", text, option)
            else:
                yield value

    def near(self, name: str) -> str:
        """The option that may be meant."""
        if len(self.options) <= FEW:
            return ""
        from contract_engine.diagnostics.nearest import did_you_mean

        return did_you_mean(name, self.options)

    def wrong(
        self, message: str, help: str = "", text: str | None = None, option: str | None = None
    ) -> None:
        """Note a problem."""
        span = place(text, option)
        self.problems.append(Problem("E504", message, span, help=f"{help} {self.help}".strip()))


FEW = 12
"""Of so many options none is proposed: the help page has them at a glance."""


def _is_value(token: str) -> bool:
    """Whether a word is a value, and no option."""
    return not token.startswith("-") or token == "-" or token[1:2] in "0123456789."


def _one_of(text: str, choices: Sequence[str]) -> str:
    from contract_engine.diagnostics.nearest import did_you_mean

    return did_you_mean(text, choices, "it takes")


def _beyond(argument: Argument, value: Any) -> str | None:
    """The numbers that an argument takes, where this is none of them."""
    least, most = argument.declared.least, argument.declared.most
    if (least is None or value >= least) and (most is None or value <= most):
        return None
    return f"from {least} to {most}" if most is not None else f"at least {least}"
