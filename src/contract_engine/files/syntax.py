"""The YAML parser's complaint -> what is wrong, in words for somebody who writes contracts.

There are two parsers (with and without the C library) which word and place the same mistake
differently, so the message is made from the place and the text around it.
"""

from __future__ import annotations

import re

import yaml

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.scene import Fault, Mark, Scene, mark_of, scene_of

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
    scene = scene_of(lines, error, last, opened)
    if scene is None or not lines:
        return Problem("E005", "this can't be read as YAML", Span(file))
    fault = (
        _indentation_by_tab(scene)
        or _start_of_a_value(scene)
        or _colon(scene)
        or _quotes(scene)
        or _brackets(scene)
        or _layout(scene)
    )
    line = min(fault.line, len(lines) - 1)
    column = fault.column if line == fault.line else len(lines[line])
    span = Span(file, line + 1, column + 1, max(1, fault.length))
    return Problem(fault.code, fault.message, span, help=fault.help)


def _indentation_by_tab(scene: Scene) -> Fault | None:
    margin = re.match(r"[ \t-]*", scene.text)
    tab = scene.text.find("\t")
    if margin is None or not 0 <= tab < margin.end() or scene.column > margin.end():
        return None
    return Fault(scene.line, tab, "a tab can't indent", "indent with spaces")


def _start_of_a_value(scene: Scene) -> Fault | None:
    """A text that starts with a character which YAML keeps for itself."""
    if "cannot start any token" in scene.said:
        sign = scene.rest[:1]
        if sign == "\t":
            return Fault(scene.line, scene.column, "a tab can't stand here", "use a space")
        message = f"a text can't start with {'a backtick' if sign == '`' else f'`{sign}`'}"
        return Fault(scene.line, scene.column, message, _QUOTE)
    if "block scalar" in scene.context:
        line, column = scene.begun
        sign = scene.sign
        message = f"after `{sign}` the text starts on the next line"
        help_ = f"if the text itself starts with `{sign}`, put it in quotes"
        return Fault(line, column, message, help_)
    for part in ("alias", "anchor", "tag"):
        if scene.context.endswith((f"an {part}", f"a {part}")):
            line, column = scene.begun
            return Fault(line, column, f"a text can't start with `{scene.sign}`", _QUOTE)
    if "entries are not allowed" in scene.said:
        help_ = "put the list on the lines below, or in `[...]`; if this is a text, quote it"
        return Fault(scene.line, scene.column, "a list can't start here", help_)
    if "keys are not allowed" in scene.said:
        return Fault(scene.line, scene.column, "a text can't start with `? `", _QUOTE)
    alias = re.search(r"(?:^|[\s\[{,])(\*\S*)\s+$", scene.text[: scene.column])
    if alias and "key" in scene.said:
        return Fault(scene.line, alias.start(1), "a text can't start with `*`", _QUOTE)
    if "directive" in scene.context:
        return Fault(
            scene.line, 0, "a line can't start with `%`", "take it away, or quote the text"
        )
    if "node content" in scene.said and scene.rest[:1] == ",":
        help_ = "take one `,` away; put a text that starts with `,` in quotes"
        return Fault(scene.line, scene.column, "nothing stands before this `,`", help_)
    return None


def _colon(scene: Scene) -> Fault | None:
    """A `: ` in a text, or a key without one."""
    if "mapping values are not allowed" in scene.said:
        if re.search(r":[ \t]+\S", scene.text[: scene.column]):
            message = "`: ` can't stand inside a text without quotes"
            return Fault(scene.line, scene.column, message, _QUOTE)
        return _above(scene)
    if "unexpected ':'" in scene.said:
        help_ = "write a space after it, or put the text in quotes"
        return Fault(scene.line, scene.column, "a space is missing after this `:`", help_)
    if scene.rest[:1] == ":" and "key" in scene.said:
        message, help_ = "a key is missing before this `:`", "write one, or put the text in quotes"
        return Fault(scene.line, scene.column, message, help_)
    if "could not find expected ':'" in scene.said:
        line, column = scene.begun
        return _without_colon(scene.lines, line, column)
    return None


def _above(scene: Scene) -> Fault:
    """A key that was read as more of the text above it."""
    above = next((i for i in range(scene.line - 1, -1, -1) if _content(scene.lines[i])), None)
    here = len(scene.text) - len(scene.text.lstrip(" "))
    if above is not None:
        text = scene.lines[above]
        lead = len(text) - len(text.lstrip(" -"))
        if not re.search(r":(\s|$)", text):
            return _without_colon(scene.lines, above, lead)
        if here > lead:
            message = "this is indented deeper than the line above, which has its value already"
            key = scene.text[: scene.column].strip()
            return Fault(scene.line, here, message, "line the keys up", len(key))
    return Fault(scene.line, scene.column, "`: ` can't stand here", _QUOTE)


def _without_colon(lines: list[str], line: int, column: int) -> Fault:
    words = _content(lines[line][column:])
    return Fault(
        line, column, "there is no `: ` in this line", "a key is followed by `: `", len(words)
    )


def _quotes(scene: Scene) -> Fault | None:
    """A quote that isn't closed, or closed too early, or with a wrong backslash in it."""
    line, column = scene.begun
    if "quoted scalar" in scene.context or "double-quoted" in scene.context:
        if "end of stream" in scene.said or "document indicator" in scene.said:
            return Fault(line, column, "this quote is not closed", "close it where the text ends")
        at = scene.text.rfind("\\", 0, scene.column + 1)
        sign = scene.text[at : at + 2]
        help_ = "write `\\\\` for a backslash, or use single quotes"
        message = f"`{sign}` has no meaning in double quotes"
        return Fault(scene.line, max(0, at), message, help_, 2)
    last = scene.last
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"'):
        start, end = mark_of(last.start_mark), mark_of(last.end_mark)
        if end.line > start.line and end.line == scene.line:
            message = f"this quote is closed only on line {end.line + 1}"
            return Fault(start.line, start.column, message, "close it where the text ends")
        in_block = "block" in scene.context
        if (
            end.line == scene.line
            and _content(scene.rest)
            and (in_block or scene.rest[:1] not in ("}", "]", ","))
        ):
            words = re.split(r"\s+#" if in_block else r"\s+#|[,}\]]", scene.rest)[0].rstrip()
            return _after_quote(scene, words)
    words = _content(scene.rest)
    if words and scene.text[: scene.column].endswith(('"', "'")) and "key" in scene.said:
        return _after_quote(scene, words)
    return None


def _after_quote(scene: Scene, words: str) -> Fault:
    before = scene.text[: scene.column].rstrip()
    other = "'...'" if before.endswith('"') else '"..."'
    help_ = f"put the whole text in {other}, its own quotes inside"
    message = f"`{words}` stands after the closing quote"
    return Fault(scene.line, scene.column, message, help_, len(words))


def _brackets(scene: Scene) -> Fault | None:
    """A `{` or `[` that isn't closed, or with more words after it."""
    if re.search(r"expected ',' or '[\]}]'", scene.said) or "flow" in scene.context:
        (line, column), sign = scene.begun, scene.sign
        if sign not in ("[", "{") and scene.opened is not None:
            line, column = scene.opened
            sign = scene.lines[line][column : column + 1]
        if line != scene.line or not _content(scene.rest):
            help_ = f"close it with `{'}' if sign == '{' else ']'}`, or quote the text"
            return Fault(line, column, f"this `{sign}` is not closed", help_)
        help_ = "put a text that holds `: `, `{`, `}`, `[`, `]` or `,` in quotes"
        return Fault(scene.line, scene.column, f"a `,` or the end of `{sign}` is missing", help_)
    if scene.rest[:1] in ("}", "]"):
        message = f"this `{scene.rest[:1]}` closes nothing"
        return Fault(scene.line, scene.column, message, "take it away, or quote the text")
    last = scene.last
    if isinstance(last, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        end = mark_of(last.end_mark)
        closed = scene.lines[end.line][max(0, end.column - 1) : end.column]
        if end.line == scene.line and closed in ("}", "]") and end.column <= scene.column:
            words = _content(scene.rest)
            message = f"`{words}` stands after the closing `{closed}`"
            help_ = "if all of it is a text, put it in quotes"
            return Fault(scene.line, scene.column, message, help_, len(words))
    return None


def _layout(scene: Scene) -> Fault:
    """Lines that don't line up, and whatever is left."""
    words = _content(scene.rest)
    if "document start" in scene.said:
        return Fault(scene.line, 0, "a second document starts here", "", len(words), "E010")
    if scene.lines and scene.lines[0].startswith("%"):
        return Fault(0, 0, "a line can't start with `%`", "take it away, or quote the text")
    if words.startswith("- ") and not scene.text[: scene.column].strip():
        message = "a list item can't stand among `key: value` lines"
        return Fault(scene.line, scene.column, message, "indent it below the key it belongs to")
    if words and not scene.text[: scene.column].strip():
        message = "this line isn't indented like any above it"
        return Fault(scene.line, scene.column, message, "line it up with its group", len(words))
    return Fault(scene.line, scene.column, "this can't be read as YAML", _QUOTE)


def _content(line: str) -> str:
    """A line without its indentation and comment."""
    return re.split(r"(?:^|\s)#", line)[0].strip()
