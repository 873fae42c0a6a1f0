"""The YAML parser's complaint -> what is wrong, in words for somebody who writes contracts.

There are two parsers (with and without the C library) which word and place the same mistake
differently, so the message is made from the place and the text around it.
"""

from __future__ import annotations

import re

import yaml

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.parser_state import Fault, Mark, ParserState, mark_of, parser_state

__all__ = ["Mark", "explain", "mark_of"]

_QUOTE = "put the whole text in quotes"


def explain(
    file: str,
    lines: list[str],
    error: yaml.YAMLError,
    last: yaml.Event | None,
    opened: tuple[int, int] | None = None,
) -> Problem:
    """The problem behind a parser's error.

    `last` is the last event before it, `opened` where the innermost `{` or `[` was opened.
    """
    state = parser_state(lines, error, last, opened)
    if state is None or not lines:
        return Problem("E005", "this can't be read as YAML", Span(file))
    fault = (
        _indentation_by_tab(state)
        or _start_of_a_value(state)
        or _colon(state)
        or _quotes(state)
        or _brackets(state)
        or _layout(state)
    )
    line = min(fault.line, len(lines) - 1)
    column = fault.column if line == fault.line else len(lines[line])
    span = Span(file, line + 1, column + 1, max(1, fault.length))
    return Problem(fault.code, fault.message, span, help=fault.help)


def _indentation_by_tab(state: ParserState) -> Fault | None:
    margin = re.match(r"[ \t-]*", state.text)
    tab = state.text.find("\t")
    if margin is None or not 0 <= tab < margin.end() or state.column > margin.end():
        return None
    return Fault(state.line, tab, "a tab can't indent", "indent with spaces")


def _start_of_a_value(state: ParserState) -> Fault | None:
    """A text that starts with a character which YAML keeps for itself."""
    if "cannot start any token" in state.said:
        sign = state.rest[:1]
        if sign == "\t":
            return Fault(state.line, state.column, "a tab can't stand here", "use a space")
        message = f"a text can't start with {'a backtick' if sign == '`' else f'`{sign}`'}"
        return Fault(state.line, state.column, message, _QUOTE)
    if "block scalar" in state.context:
        line, column = state.begun
        sign = state.sign
        message = f"after `{sign}` the text starts on the next line"
        help_ = f"if the text itself starts with `{sign}`, put it in quotes"
        return Fault(line, column, message, help_)
    for part in ("alias", "anchor", "tag"):
        if state.context.endswith((f"an {part}", f"a {part}")):
            line, column = state.begun
            return Fault(line, column, f"a text can't start with `{state.sign}`", _QUOTE)
    if "entries are not allowed" in state.said:
        help_ = "put the list on the lines below, or in `[...]`; if this is a text, quote it"
        return Fault(state.line, state.column, "a list can't start here", help_)
    if "keys are not allowed" in state.said:
        return Fault(state.line, state.column, "a text can't start with `? `", _QUOTE)
    alias = re.search(r"(?:^|[\s\[{,])(\*\S*)\s+$", state.text[: state.column])
    if alias and "key" in state.said:
        return Fault(state.line, alias.start(1), "a text can't start with `*`", _QUOTE)
    if "directive" in state.context:
        return Fault(
            state.line, 0, "a line can't start with `%`", "take it away, or quote the text"
        )
    if "node content" in state.said and state.rest[:1] == ",":
        help_ = "take one `,` away; put a text that starts with `,` in quotes"
        return Fault(state.line, state.column, "nothing stands before this `,`", help_)
    return None


def _colon(state: ParserState) -> Fault | None:
    """A `: ` in a text, or a key without one."""
    if "mapping values are not allowed" in state.said:
        if re.search(r":[ \t]+\S", state.text[: state.column]):
            message = "`: ` can't stand inside a text without quotes"
            return Fault(state.line, state.column, message, _QUOTE)
        return _above(state)
    if "unexpected ':'" in state.said:
        help_ = "write a space after it, or put the text in quotes"
        return Fault(state.line, state.column, "a space is missing after this `:`", help_)
    if state.rest[:1] == ":" and "key" in state.said:
        message, help_ = "a key is missing before this `:`", "write one, or put the text in quotes"
        return Fault(state.line, state.column, message, help_)
    if "could not find expected ':'" in state.said:
        line, column = state.begun
        return _without_colon(state.lines, line, column)
    return None


def _above(state: ParserState) -> Fault:
    """A key that was read as more of the text above it."""
    above = next((i for i in range(state.line - 1, -1, -1) if _content(state.lines[i])), None)
    here = len(state.text) - len(state.text.lstrip(" "))
    if above is not None:
        text = state.lines[above]
        lead = len(text) - len(text.lstrip(" -"))
        if not re.search(r":(\s|$)", text):
            return _without_colon(state.lines, above, lead)
        if here > lead:
            message = "this is indented deeper than the line above, which has its value already"
            key = state.text[: state.column].strip()
            return Fault(state.line, here, message, "line the keys up", len(key))
    return Fault(state.line, state.column, "`: ` can't stand here", _QUOTE)


def _without_colon(lines: list[str], line: int, column: int) -> Fault:
    words = _content(lines[line][column:])
    return Fault(
        line, column, "there is no `: ` in this line", "a key is followed by `: `", len(words)
    )


def _quotes(state: ParserState) -> Fault | None:
    """A quote that isn't closed, or closed too early, or with a wrong backslash in it."""
    line, column = state.begun
    if "quoted scalar" in state.context or "double-quoted" in state.context:
        if "end of stream" in state.said or "document indicator" in state.said:
            return Fault(line, column, "this quote is not closed", "close it where the text ends")
        at = state.text.rfind("\\", 0, state.column + 1)
        sign = state.text[at : at + 2]
        help_ = "write `\\\\` for a backslash, or use single quotes"
        message = f"`{sign}` has no meaning in double quotes"
        return Fault(state.line, max(0, at), message, help_, 2)
    last = state.last
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"'):
        start, end = mark_of(last.start_mark), mark_of(last.end_mark)
        if end.line > start.line and end.line == state.line:
            message = f"this quote is closed only on line {end.line + 1}"
            return Fault(start.line, start.column, message, "close it where the text ends")
        in_block = "block" in state.context
        if (
            end.line == state.line
            and _content(state.rest)
            and (in_block or state.rest[:1] not in ("}", "]", ","))
        ):
            words = re.split(r"\s+#" if in_block else r"\s+#|[,}\]]", state.rest)[0].rstrip()
            return _after_quote(state, words)
    words = _content(state.rest)
    if words and state.text[: state.column].endswith(('"', "'")) and "key" in state.said:
        return _after_quote(state, words)
    return None


def _after_quote(state: ParserState, words: str) -> Fault:
    before = state.text[: state.column].rstrip()
    other = "'...'" if before.endswith('"') else '"..."'
    help_ = f"put the whole text in {other}, its own quotes inside"
    message = f"`{words}` stands after the closing quote"
    return Fault(state.line, state.column, message, help_, len(words))


def _brackets(state: ParserState) -> Fault | None:
    """A `{` or `[` that isn't closed, or with more words after it."""
    if re.search(r"expected ',' or '[\]}]'", state.said) or "flow" in state.context:
        (line, column), sign = state.begun, state.sign
        if sign not in ("[", "{") and state.opened is not None:
            line, column = state.opened
            sign = state.lines[line][column : column + 1]
        if line != state.line or not _content(state.rest):
            help_ = f"close it with `{'}' if sign == '{' else ']'}`, or quote the text"
            return Fault(line, column, f"this `{sign}` is not closed", help_)
        help_ = "put a text that holds `: `, `{`, `}`, `[`, `]` or `,` in quotes"
        return Fault(state.line, state.column, f"a `,` or the end of `{sign}` is missing", help_)
    if state.rest[:1] in ("}", "]"):
        message = f"this `{state.rest[:1]}` closes nothing"
        return Fault(state.line, state.column, message, "take it away, or quote the text")
    last = state.last
    if isinstance(last, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        end = mark_of(last.end_mark)
        closed = state.lines[end.line][max(0, end.column - 1) : end.column]
        if end.line == state.line and closed in ("}", "]") and end.column <= state.column:
            words = _content(state.rest)
            message = f"`{words}` stands after the closing `{closed}`"
            help_ = "if all of it is a text, put it in quotes"
            return Fault(state.line, state.column, message, help_, len(words))
    return None


def _layout(state: ParserState) -> Fault:
    """Lines that don't line up, and whatever is left."""
    words = _content(state.rest)
    if "document start" in state.said:
        return Fault(state.line, 0, "a second document starts here", "", len(words), "E010")
    if state.lines and state.lines[0].startswith("%"):
        return Fault(0, 0, "a line can't start with `%`", "take it away, or quote the text")
    if words.startswith("- ") and not state.text[: state.column].strip():
        message = "a list item can't stand among `key: value` lines"
        return Fault(state.line, state.column, message, "indent it below the key it belongs to")
    if words and not state.text[: state.column].strip():
        message = "this line isn't indented like any above it"
        return Fault(state.line, state.column, message, "line it up with its group", len(words))
    return Fault(state.line, state.column, "this can't be read as YAML", _QUOTE)


def _content(line: str) -> str:
    """A line without its indentation and comment."""
    return re.split(r"(?:^|\s)#", line)[0].strip()
