"""A prompt's name and arguments -> what an assistant is asked to do with the tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PromptText:
    """A prompt: its arguments by name, each with its description, and its text with their names."""

    name: str
    description: str
    arguments: Mapping[str, str]
    text: str

    def filled(self, arguments: Mapping[str, str]) -> str:
        """The text with the arguments in their places."""
        text = self.text
        for name in self.arguments:
            text = text.replace(f"[{name}]", arguments.get(name, ""))
        return text


PROMPTS = (
    PromptText(
        "answer_question",
        "Answer a question about an agreement, with its clauses and what it hangs on.",
        {"question": "what somebody wants to know"},
        "Answer this from the agreement, with the tools: [question]\n\n"
        "1. Call `list_agreements` and `words` unless you know the names.\n"
        "2. Call `ask`. Where the answer depends, call `needed` and ask me for the first fact "
        "that it names, or tell me the cases.\n"
        "3. Give the sentence, the clauses with their quotes and sources, what was assumed, and "
        "until when it holds. If nothing speaks of it, say that: it is no permission.",
    ),
    PromptText(
        "encode_terms",
        "Write an agreement as rules, checked as they are written.",
        {"text": "the terms, or what is known of them"},
        "Write these terms as rule files: [text]\n\n"
        "1. Read the resource `contract://language`.\n"
        "2. Write `agreement.yaml`: parties, actions, facts, one instrument for each document, "
        "one clause for each norm, with its words as `text` and its source.\n"
        "3. Call `check_terms` and mend what it finds, until only findings are left that are "
        "meant to be so; say why each is.\n"
        "4. Write scenarios: questions whose answers the text gives, with the place in the text.\n"
        "Encode what the text says, and nothing that it doesn't: what is open stays open.",
    ),
)
"""Every prompt."""
