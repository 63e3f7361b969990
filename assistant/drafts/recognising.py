"""A line of words cut into sentences, of which those that the draft has keep what they rest on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.drafts import plain_words
from assistant.drafts.draft import Draft, Line, Part, Sentence
from ingest import sentences

_ENDS = re.compile(r"[.!?…:][\"”»')\]]*$")
_STOP = re.compile(r"\s*[.!?…]+(?=\s|$)")
_COLON = re.compile(r"\s*:(?=\s|$)")
_LEADS_IN = re.compile(r":\s+(?=\S)")
_GOES_ON = re.compile(r"\s*[,;]|\s+[^\W\d_]")
_LETTER = re.compile(r"\s+[\"”»'(]*([^\W\d_])")
_SAYS = re.compile(r"\w")
_TAIL, _AHEAD = 40, 30
"""Characters on either side of a place that decide whether a sentence ends there."""


class Known:
    """The sentences of a draft, those of the part that is being edited first.

    One that stands in the draft several times is given out in its order.
    """

    def __init__(self, draft: Draft, part: Part) -> None:
        parts = sorted(draft.parts, key=lambda one: one is not part)
        lines = [line for one in parts for line in one.lines()]
        self._numbers = {citation.number for citation in draft.citations}
        self._quotes = {_plain(one.quote): one.number for one in reversed(draft.citations)}
        self._lines: defaultdict[str, list[Line]] = defaultdict(list)
        self._held: defaultdict[str, list[Sentence]] = defaultdict(list)
        self._after: defaultdict[str, set[str]] = defaultdict(set)
        self._named: set[str] = set()
        self._alone = {plain_words.clean(line[0].text) for line in lines if len(line) == 1}
        for line in lines:
            self._lines[plain_words.line(line)].append(line)
            for one in line:
                self._held[plain_words.clean(one.text)].append(one)
            for before, one in pairwise(line):
                words = plain_words.clean(one.text)
                self._after[plain_words.clean(before.text)].add(words)
                self._named |= {words} if before.strong else set()
        self._first = {words: held[0] for words, held in self._held.items() if words}
        self._longest = sorted(self._first, key=len, reverse=True)

    def use(self, told: Iterable[Sentence]) -> None:
        """Note that these stand again where they stood."""
        for one in told:
            held = self._held[plain_words.clean(one.text)]
            if one in held:
                held.remove(one)

    def line(self, text: str) -> Line:
        """The sentences of one paragraph, item or cell."""
        text = plain_words.clean(text)
        same = self._lines[text]
        if same and text:
            self.use(same[0])
            return same.pop(0)
        return tuple(_Cutting(text, self).sentences())

    def has(self, words: str) -> bool:
        """Whether a sentence of the draft reads so."""
        return words in self._first

    def given(self, words: str, marks: tuple[int, ...]) -> Sentence:
        """The draft's sentence that reads so, by its marks where there are several."""
        held = self._held[words]
        marked = (one for one in held if one.marks == marks)
        found = next(iter([*marked, *held, self._first[words]]))
        self.use([found])
        return found

    def own(self, words: str, marks: Sequence[int], *, strong: bool) -> Sentence:
        """A sentence of the writer's, with those marks that there are.

        One that is a quote word for word is the document's, whoever wrote it here.
        """
        quoted = self._quotes.get(_plain(words))
        if quoted is not None:
            return Sentence(words, (quoted,), "cited", strong)
        real = tuple(mark for mark in dict.fromkeys(marks) if mark in self._numbers)
        return Sentence(words, real, "own", strong)

    def at(self, text: str, place: int) -> str:
        """The longest sentence of the draft that stands whole at ``place``, or ""."""
        for words in self._longest:
            if text.startswith(words, place) and self._ends(text, place + len(words), words):
                return words
        return ""

    def _ends(self, text: str, end: int, words: str) -> bool:
        if end == len(text) or plain_words.SIGN.match(text, end):
            return True
        if self._first[words].strong and _COLON.match(text, end):
            return True
        if not text[end].isspace():
            return False
        if words.endswith(":") or any(
            text.startswith(following, end + 1) for following in self._after[words]
        ):
            return True
        if not _ENDS.search(words):
            return False
        # Before a capital an abbreviation ends it too: "… 2 mio. kr. Pengene er fundet."
        following = _LETTER.match(text, end)
        return bool(following and following[1].isupper()) or _cut(words, text[end:])

    def stands_alone(self, one: Sentence) -> bool:
        """Whether a remark is a paragraph of its own, and does not lead in what follows it."""
        return one.origin == "remark" and plain_words.clean(one.text) in self._alone

    def is_named(self, words: str) -> bool:
        """Whether a name stands before this sentence in the draft."""
        return words in self._named


def _plain(words: str) -> str:
    """Words without what a list or the end of a sentence adds to them."""
    return plain_words.clean(words).removeprefix("- ").rstrip(" .:;,").casefold()


def _cut(words: str, rest: str) -> bool:
    tail = words[-_TAIL:]
    around = tail + rest[:_AHEAD]
    return any(end == len(tail) for _, end in sentences.spans(around))


class _Cutting:
    """One line, from its beginning to its end."""

    def __init__(self, text: str, known: Known) -> None:
        self._text = text
        self._known = known
        self._signs = [sign.start() for sign in plain_words.SIGN.finditer(text)]
        self._at = 0

    def sentences(self) -> list[Sentence]:
        """What stands in the line; stray signs are none, unless they are all that is there."""
        found: list[Sentence] = []
        while self._more():
            words = self._known.at(self._text, self._at)
            found.append(self._recognised(words) if words else self._written())
        said = [one for one in found if one.origin != "own" or _SAYS.search(one.text)]
        return said or found[:1]

    def _more(self) -> bool:
        """Go past spaces, and past marks that stand behind nothing; whether there is more."""
        self._spaces()
        if self._at < len(self._text) and not self._known.at(self._text, self._at):
            self._marks()
            self._spaces()
        return self._at < len(self._text)

    def _spaces(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _past(self, pattern: re.Pattern[str]) -> str:
        """Go past ``pattern`` if it stands here; what stood."""
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found[0].strip() if found else ""

    def _marks(self) -> tuple[int, ...] | None:
        """Go past the marks that stand here; their numbers, None where no sign stands here."""
        signs = ""
        while sign := plain_words.SIGN.match(self._text, self._at):
            begin = sign.end() - len(sign[0].lstrip())
            # A sentence of the draft may itself begin like a mark.
            if self._known.at(self._text, begin):
                break
            signs, self._at = signs + sign[0], sign.end()
        return plain_words.numbers(signs) if signs else None

    def _recognised(self, words: str) -> Sentence:
        self._at += len(words)
        marks = self._marks()
        found = self._known.given(words, marks or ())
        self._past(_COLON if found.strong else _STOP)
        return found

    def _written(self) -> Sentence:
        words, named, strong = "", False, False
        marks: tuple[int, ...] = ()
        going = True
        while going:
            begin = self._at
            self._at, named = self._stop()
            words += self._text[begin : self._at]
            behind = self._marks()
            marks += behind or ()
            words += self._past(_STOP) if behind is not None else ""
            going = behind is not None and self._goes_on()
        if behind is not None or named:
            strong = bool(self._past(_COLON)) and self._at < len(self._text)
        words = words.strip()
        if self._known.has(words):
            return self._known.given(words, marks)
        return self._known.own(words, marks, strong=strong)

    def _stop(self) -> tuple[int, bool]:
        """Where the words end that begin here, and whether they are a name."""
        text, at = self._text, self._at
        following = bisect_right(self._signs, at)
        stop = self._signs[following] if following < len(self._signs) else len(text)
        stop = at + next((end for _, end in sentences.spans(text[at:stop])), stop - at)
        for lead in _LEADS_IN.finditer(text, at, stop):
            if words := self._known.at(text, lead.end()):
                named = self._known.is_named(words)
                return (lead.start() if named else lead.start() + 1), named
        return stop, False

    def _goes_on(self) -> bool:
        """Whether the marks stood in the midst of a sentence."""
        if not (found := _GOES_ON.match(self._text, self._at)):
            return False
        return found[0][-1] in ",;" or (
            found[0][-1].islower() and not self._known.at(self._text, found.end() - 1)
        )
