"""A model's text as statements, each with the sources that it names, while it is still coming."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest import sentences

# Possessive throughout: a bracket that is never closed must be given up at once.
_NUMBERS = (
    r"P?\s*+\d{1,3}+(?!\d)"
    r"(?:(?:\s*+(?:[,;/&–-]|og|and)\s*+P?\s*+|\s++P?\s*+|P\s*+)\d{1,3}+(?!\d))*+\s*+"
)
_KIND = r"\s*+(?:kilder?|sources?)?+\s*+"
_TOKEN = re.compile(
    rf"[\[【]{_KIND}{_NUMBERS}[\]】](?!\()|\((?={_KIND}P\s*\d){_KIND}{_NUMBERS}\)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r"^\s*>+\s*")
_LEAD = re.compile(r"^(?:(?:svar|answer)\s*:\s*|(?:ja|nej|yes|no)\s*[,:–-]\s*)+", re.IGNORECASE)
"""What answers before it states: the statement behind it says as much."""
_AFFIRMS = frozenset({"ja", "nej", "yes", "no", "svar", "answer"})
_BULLET = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}(?:\)\s+|\.\s+(?=[^\w\s]*[A-ZÆØÅ])))")
"""An item; "14. juni" is none."""
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LONGEST = 4000
"""Characters after which a line is ended, so that a model that never stops costs no more."""
_MOST_CHARS = 12_000
_MOST = 40
_REPEATS = 3
"""So many statements that were said before, and the model is going in circles."""
_HELD = "﷐"
"""Stands for tokens while a line is cut into sentences: a code point that is no character."""


@dataclass(frozen=True)
class Said:
    """A statement of a model's: plain words, and the numbers of the sources that it names.

    ``line`` counts the lines of the text; ``bullet`` says whether that line is an item of a list.
    """

    text: str
    named: tuple[int, ...]
    line: int
    bullet: bool = False


def statements(pieces: Iterable[str]) -> Iterator[Said]:
    """What a model says in ``pieces``, each statement once, until it ends or goes on too long."""
    reading, known, taken = Reading(), set[str](), 0
    repeated = 0
    for piece in pieces:
        taken += len(piece)
        for one in reading.feed(piece):
            repeated += one.text in known
            if one.text not in known:
                known.add(one.text)
                yield one
        if taken > _MOST_CHARS or len(known) > _MOST or repeated >= _REPEATS:
            return
    for one in reading.close():
        if one.text not in known:
            known.add(one.text)
            yield one


@dataclass
class Reading:
    """Reads pieces of a text as they come; a statement is given once it can change no more."""

    _text: str = ""
    _line: int = 0
    _given: int = 0
    _waiting: list[Said] = field(default_factory=list)

    def feed(self, piece: str) -> list[Said]:
        """The statements that ``piece`` completes."""
        self._text += piece.replace(_HELD, "")
        found: list[Said] = []
        if self._thinking():
            return found
        if "\n" not in self._text and len(self._text) > _LONGEST:
            self._text += "\n"
        while "\n" in self._text:
            line, self._text = self._text.split("\n", 1)
            found += self._rest(line)
        # The last sentence may go on, and so may its tokens.
        fresh = self._of(self._text, whole=False)
        return [*found, *(self._waited(()) if fresh else ()), *fresh]

    def close(self) -> list[Said]:
        """The statements that the end of the text completes."""
        self._text = _THINKING.sub("", self._text)
        lines, self._text = self._text.split("\n"), ""
        return [*(one for line in lines for one in self._rest(line)), *self._waited(())]

    def _thinking(self) -> bool:
        """Whether the model is talking to itself; what it has said so is left out."""
        if "<think" not in self._text.lower():
            return False
        closed = re.search(r"</think(?:ing)?>", self._text, re.IGNORECASE)
        if closed:
            self._text = _THINKING.sub("", self._text)
        return not closed

    def _rest(self, line: str) -> list[Said]:
        """The rest of a line that has ended; what names nothing waits: tokens may stand below."""
        found = self._of(line, whole=True)
        self._line += 1
        self._given = 0
        if not found:
            named = _tokens(line)
            return self._waited(named) if named else []
        before = self._waited(())
        cited = max((at + 1 for at, one in enumerate(found) if one.named), default=0)
        self._waiting = found[cited:]
        return [*before, *found[:cited]]

    def _waited(self, named: tuple[int, ...]) -> list[Said]:
        waiting, self._waiting = self._waiting, []
        return [replace(one, named=named) for one in waiting]

    def _of(self, line: str, *, whole: bool) -> list[Said]:
        """The statements of a line that were not given yet."""
        said = _statements(line, self._line, whole=whole)
        fresh = said[self._given :]
        self._given = max(self._given, len(said))
        return fresh


@dataclass
class _Plain:
    """A line without its signs, and where in it which tokens stood."""

    text: str = ""
    tokens: list[tuple[int, ...]] = field(default_factory=list)


def _statements(line: str, number: int, *, whole: bool) -> list[Said]:
    line = _QUOTED.sub("", line)
    bullet = bool(_BULLET.match(line))
    plain = _plain(_BULLET.sub("", _HEADING.sub("", line)))
    waiting: list[str] = []
    found: list[Said] = []
    for text, named in _sentences(plain, whole=whole):
        waiting.append(text)
        if named:
            # Sentences in a row that are marked once at their end all rest on that.
            found += [Said(one, named, number, bullet) for one in waiting]
            waiting = []
    if whole:
        found += [Said(one, (), number, bullet) for one in waiting]
    return found


def _tokens(line: str) -> tuple[int, ...]:
    """The numbers in a line that is nothing but tokens."""
    named = (one for group in _plain(line).tokens for one in group)
    return tuple(dict.fromkeys(named))


def _plain(line: str) -> _Plain:
    plain = _Plain()
    at = 0
    for match in _TOKEN.finditer(line):
        plain.tokens.append(tuple(int(one) for one in _NUMBER.findall(match[0])))
        plain.text += line[at : match.start()] + _HELD
        at = match.end()
    plain.text = _EMPHASIS.sub(r"\2", plain.text + line[at:])
    plain.text = _NAMED.sub(_by_name, plain.text)
    return plain


def _sentences(plain: _Plain, *, whole: bool) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each sentence with the tokens in it and right behind it."""
    text = _behind(plain.text)
    spans = list(sentences.spans(text))
    used = 0
    for start, end in spans if whole else spans[:-1]:
        sentence = text[start:end]
        held = sentence.count(_HELD)
        named = [one for group in plain.tokens[used : used + held] for one in group]
        used += held
        said = " ".join(sentence.replace(_HELD, " ").split())
        said = re.sub(r"\s+([.,;:!?])", r"\1", said)
        said = _capital(_LEAD.sub("", said), said)
        if said.strip(" .!:").lower() not in _AFFIRMS and re.search(r"\w", said):
            yield said, tuple(dict.fromkeys(named))


def _capital(said: str, before: str) -> str:
    """``said`` with a capital where it was cut free from what stood ``before`` it."""
    return said if said == before else said[:1].upper() + said[1:]


_AFTER = re.compile(rf"([.!?:;][\"”»')]*)(\s*{_HELD}(?:\s*{_HELD})*)[.]?")
_NAMED = re.compile(rf"\b(i ?følge|jf\.?|according to)\s*{_HELD}", re.IGNORECASE)


def _behind(text: str) -> str:
    """``text`` with tokens moved before the stop that they follow, so that both stay together."""
    return _AFTER.sub(r"\2\1", text)


def _by_name(match: re.Match[str]) -> str:
    """A token that a sentence needs as a word of its own."""
    source = "the source" if match[1].lower().startswith("a") else "kilden"
    return f"{match[1]} {source} {_HELD}"
