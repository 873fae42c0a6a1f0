"""JSON as text -> the same document, without characters that a terminal or a log would act on."""

from __future__ import annotations

from contract_engine import lazy_pattern

_UNSHOWN = lazy_pattern.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def escaped(text: str) -> str:
    """The same document, with controls, separators and turns of direction as escapes.

    Args:
        text: what `json.dumps` made, with or without line breaks.

    Returns:
        Text that reads back as the same.
    """
    if "".join(set(text) - {"\n"}).isprintable():
        return text
    return _UNSHOWN.sub(lambda c: f"\\u{ord(c[0]):04x}", text)
