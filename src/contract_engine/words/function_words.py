"""The small words of English that this room knows; every other word comes from the vocabulary."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


ARTICLES = word_set("a an the it them they this these those")
"""May stand in a question, or be missing from it, anywhere between other words."""

POSSESSIVES = word_set("its their his her")
"""Say that a thing is the bearer's."""

FIRST_PERSON = word_set("i we me us one")
"""The one who asks: a party, where only one can ask."""

OURS = word_set("my our")
"""Say that a thing is of the one who asks."""

FILLERS = word_set(
    "still also then there please already really actually ever legally lawfully contractually "
    "formally currently itself themselves so well ok okay even again maybe perhaps today's exactly "
    "any more longer anymore yet directly simply just basically essentially technically strictly "
    "theoretically normally generally usually officially possibly earned earns "
    "contractual precisely precise exact actual plain whole entire"
) - word_set("any more longer currently")
"""Change nothing that the terms speak of."""

PREPOSITIONS = word_set(
    "on in to from with for via through by at as into onto using within under upon of over against "
    "towards inside across"
)
"""Stand before a thing; which of them may, the vocabulary can say."""

JOINERS = word_set("and but that which who or")
"""Stand between pieces. `or` and `and` between values of one fact are read, not passed over."""

CONDITIONS = word_set(
    "if when once while assuming given provided supposing suppose unless where had although though"
)
"""Stand before a supposed fact, and are passed over nowhere else."""

AUXILIARIES = word_set(
    "is are was were be been being has have had having do does did will would could can get gets "
    "got"
)
"""May stand in and around a clause: "AGI has been verified"."""

DENIALS = word_set("not no never without nor neither")
"""Turn what is yes or no around."""

BEGINNING = word_set(
    "keep keeps kept continue continues go start begin starts begins stay stays remain remains"
)
"""May stand before what is done, and change nothing of whether it may be: "keep paying"."""

REFUSING = word_set("fail fails failed refuse refuses refused")
"""Deny what follows: "fails to ship on Azure first"."""

ALL_OF = word_set("any every all each either whichever whatever both")
"""Ask for every value of a fact."""

ONLY = word_set("only exclusively solely")
"""Ask for every value of the fact beside it: whether it is so of this one and no other."""

OTHER_THAN = (
    ("other", "than"),
    ("anything", "but"),
    ("anywhere", "but"),
    ("elsewhere", "than"),
    ("somewhere", "other", "than"),
    ("away", "from"),
    ("apart", "from"),
    ("outside", "of"),
    ("outside",),
    ("except",),
    ("excluding",),
    ("besides",),
    ("beyond",),
    ("off",),
    ("but",),
    ("not", "on"),
    ("not",),
    ("non",),
    ("without",),
)
"""Mean every value but the one named."""

RATHER_THAN = (("instead", "of"), ("rather", "than"), ("in", "place", "of"), ("and", "not"))
"""Set a value aside that another stands for."""

COURTESIES = (
    ("hi",),
    ("hello",),
    ("hey",),
    ("dear", "all"),
    ("good", "morning"),
    ("thanks", "in", "advance"),
    ("many", "thanks"),
    ("thank", "you"),
    ("thanks",),
    ("cheers",),
    ("please",),
    ("pls",),
    ("plz",),
    ("quick", "question"),
    ("such", "as"),
    ("for", "example"),
    ("for", "instance"),
    ("eg",),
    ("by", "then"),
    ("for", "that"),
    ("because", "of", "that"),
    ("if", "any"),
    ("as", "well"),
    ("with", "this"),
    ("of", "ours"),
    ("say", ","),
    ("kindly",),
)
"""Are passed over wherever they stand."""

HEARSAY = (
    "as a|one|the|some blog|blogs|paper|papers|article|articles|colleague|source has|have|had it",
    "as a|one|the|some blog|blogs|paper|papers|article|articles|colleague|source says|say|said",
    "as a|one|the|some blog|blogs|paper|papers|article|articles|colleague|source claims|claim",
    "as some|people|many say|claim|think|believe",
)
"""Say whose words they are, and change nothing; passed over wherever they stand."""

WHENEVER = tuple(
    tuple(phrase.split())
    for phrase in (
        "at any time", "at any point", "at any moment", "at all times", "any time", "anytime",
        "whenever it wants", "whenever it likes", "whenever we want", "whenever they want",
        "it likes", "it wants", "they like", "they want", "so far", "to date", "until now",
        "up to now", "in total", "overall", "altogether",
        "whenever they like", "whenever we like", "whenever i want", "whenever i like",
    )
)  # fmt: skip
"""Ask of every day."""

OPENINGS = (
    "please tell me",
    "tell me",
    "can|could|would you please tell me",
    "can|could|would you tell|explain|say|clarify|confirm|check|advise us|me",
    "can|could|would you tell|explain|say|clarify|confirm|check|advise",
    "can|could|would you please tell|explain|say|clarify|confirm|check|advise",
    "please explain|clarify|confirm|check|advise",
    "explain|clarify|confirm|check|advise",
    "advise us|me",
    "do you know",
    "does anybody|anyone know",
    "i'd|i|we would|do like|want|need to know|understand|ask",
    "i|we want|need to know|understand|ask",
    "i|we would|'d like to know|understand|ask",
    "i|we am|are|was|were wondering|curious|asking",
    "i|we wonder",
    "wondering",
    "my|our question is",
    "the question is",
    "is it true|correct|right|the|so case|that that",
    "is it true|correct|right|so",
    "is it the case",
    "am i right|correct",
    "am i right|correct in thinking|assuming|saying",
    "remind me",
    "confirm",
    "to be clear",
    "in other words",
    "just to confirm|check",
    "what|how about",
    "as counsel|lawyer|lawyers|adviser|advisor to|for",
    "asking",
    "asking for|on behalf of",
    "question",
    "re",
    "regarding",
    "concerning",
    "true or false",
    "fact check",
    "is the claim|statement|report|rumour|rumor right|true|correct|accurate that",
    "would it be right|true|correct|fair|accurate to say|write|claim|state that",
    "is it right|true|correct|fair|accurate to say|write|claim|state that",
    "can|could|may i|we say|write|print|report|state|claim that",
    "can|could|would you just remind|tell|confirm me|us",
    "can|could|would you remind me|us",
    "remind us",
    "just a quick follow up",
    "just a quick follow up question",
    "a quick follow up",
    "quick follow up",
    "thanks for taking my|our question|questions",
    "thank you for taking my|our question|questions",
    "for taking my|our question|questions",
    "i|we am|are advising on the position",
    "i|we am|are|was|were told that",
    "i|we hear|heard|read that",
    "a source|colleague|client|friend tells|told me|us that",
)
"""Lead up to a question: what follows them is the question, as a sentence or not."""

AFTER_OPENING = word_set("whether if that")
"""May stand between an opening and the question."""

THE_AGREEMENT = word_set(
    "agreement agreements contract contracts deal partnership terms arrangement licence license "
    "alliance relationship"
)
"""The agreement itself: "under the contract"."""

TERM_NOUNS = THE_AGREEMENT | word_set(
    "amendment amendments version versions extension clarification consent memorandum statement "
    "announcement "
    "mou text"
)
"""What an instrument is called: "the October 2025 terms"."""

BREACHES = word_set(
    "break breaks broke breach breaches breached violate violates violated contravene"
)
"""Ask whether an act is barred."""
