"""Bytes become text, or are refused with a word on what to do."""

from __future__ import annotations

import codecs

import pytest

from ingest.errors import Refused
from ingest.formats.decode import decode, normalise

WORDS = "Børn og unge trives på Læsø – også i åbne tilbud.\nÆrø følger efter."


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode("utf-8"),
        codecs.BOM_UTF8 + WORDS.encode("utf-8"),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
    ],
    ids=["utf8", "utf8-bom", "utf16le-bom", "utf16be-bom", "utf16le", "utf16be", "cp1252"],
)
def test_encodings_are_told_apart(data: bytes) -> None:
    """Danish text comes out the same from every encoding that municipalities have."""
    assert decode(data, "plan.txt") == WORDS


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\x00\x01\x02" * 500, bytes(range(256)) * 8])
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    """Empty files and binary ones are refused; the message names the file and says what to do."""
    with pytest.raises(Refused) as caught:
        decode(data, "plan.txt")
    assert caught.value.name == "plan.txt"
    assert caught.value.advice


def test_normalising_makes_one_form_of_what_looks_the_same() -> None:
    """Composed letters, one line end, plain spaces, and nothing invisible."""
    assert normalise("A\u030ar\u00adhus\r\n5\u00a0mio.\u200b") == "Århus\n5 mio."
