"""Numbers in words, Danish and English, one to ninety-nine and the great ones."""

from __future__ import annotations

from decimal import Decimal

_DANISH_ONES = "to tre fire fem seks syv otte ni".split()
_DANISH_TEENS = "ti elleve tolv tretten fjorten femten seksten sytten atten nitten".split()
_DANISH_TENS = "tyve tredive fyrre halvtreds tres firs halvfems".split()
_ENGLISH_ONES = "two three four five six seven eight nine".split()
_ENGLISH_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DANISH_ORDINALS = (
    "tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende"
    " femtende sekstende syttende attende nittende tyvende".split()
)
_ENGLISH_ORDINALS = (
    "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)


def _danish() -> dict[str, int]:
    found = {word: n for n, word in enumerate([*_DANISH_ONES, *_DANISH_TEENS], 2)}
    found |= {word: n for n, word in enumerate(_DANISH_ORDINALS, 3)}
    ones = dict(enumerate(["en", *_DANISH_ONES], 1))
    for ten, word in enumerate(_DANISH_TENS, 2):
        found[word] = 10 * ten
        found |= {f"{one}og{word}": 10 * ten + n for n, one in ones.items()}
    return found | {"halvtredsindstyve": 50, "tresindstyve": 60, "firsindstyve": 80}


def _english() -> dict[str, int]:
    found = {word: n for n, word in enumerate([*_ENGLISH_ONES, *_ENGLISH_TEENS], 2)}
    found |= {word: n for n, word in enumerate(_ENGLISH_ORDINALS, 4)}
    ones = dict(enumerate(["one", *_ENGLISH_ONES], 1))
    for ten, word in enumerate(_ENGLISH_TENS, 2):
        found[word] = 10 * ten
        found |= {f"{word}-{one}": 10 * ten + n for n, one in ones.items()}
    return found


DANISH = {word: Decimal(number) for word, number in _danish().items()}
ENGLISH = {word: Decimal(number) for word, number in _english().items()}
WEAK = {
    word: Decimal(number)
    for number, words in {
        0: "nul zero",
        1: "en et én ét ene eneste første enkelt one a an first single once",
        2: "anden andet begge second both twice dobbelt",
        3: "third",
    }.items()
    for word in words.split()
}
"""Words that may be a number: they carry one, but do not say one that must be carried."""
HUNDREDS = {
    word: Decimal(number)
    for number, words in {
        100: "hundrede hundred hundreder",
        1_000: "tusind tusinde thousand t.kr t.kr. tkr tkr.",
        1_000_000: "mio mio. mill mill. million millioner millions m.kr m.kr.",
        1_000_000_000: "mia mia. milliard milliarder billion bn",
    }.items()
    for word in words.split()
}
