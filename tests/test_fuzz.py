"""Damaged files of every format: each is read or refused, and the process that asks lives on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise

import pytest
import samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import Document
from ingest.errors import Refused
from ingest.passages import cut
from ingest.sandbox import Sandbox

FILES = samples.files()
PACKED = sorted(name for name, data in FILES.items() if data.startswith(b"PK"))
Edit = tuple[float, int, bytes]
BITS = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([b"<", b">", b"/>", b"&#0;", b"\0", b"\xff\xfe", b"9" * 20, b"-1", b"w:",
                     b"]]>", b"<<", b">>", b"endobj", b"\f", b"\t", b"|", b'"', b"1048577"]),
)  # fmt: skip
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), BITS), min_size=1, max_size=6)
BOUNDED = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


def edited(data: bytes, edits: list[Edit]) -> bytes:
    """``data`` with some bytes at some places put in the place of so many."""
    for place, count, put in edits:
        at = int(place * len(data))
        data = data[:at] + put + data[at + count :]
    return data


def repacked(data: bytes, part: int, edits: list[Edit]) -> bytes:
    """A package with one of its XML parts edited; a flip in packed bytes seldom gets so far."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        for info in old.infolist():
            body = old.read(info)
            chosen = info.filename == names[part % len(names)]
            new.writestr(info.filename, edited(body, edits) if chosen else body)
    return written.getvalue()


def sound(document: Document) -> None:
    """Every place of a document that was read is a place in its text, in order."""
    text = document.text
    assert text.strip()
    for one in document.elements:
        assert 0 <= one.start < one.end <= len(text)
        assert -1 <= one.section < len(document.sections)
        assert all(one.start <= c.start <= c.end <= one.end for c in one.cells)
    assert all(a.end <= b.start for a, b in pairwise(document.elements))
    assert all(0 <= p.start < p.end <= len(text) for p in cut(document))


def tried(sandbox: Sandbox, data: bytes, name: str) -> None:
    try:
        document = sandbox.read(data, name)
    except Refused as refused:
        told = refused
    else:
        sound(document)
        return
    assert told.name == name
    assert told.reason
    assert told.advice


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_samples_are_read(sandbox: Sandbox, name: str) -> None:
    """What is damaged below is good to begin with."""
    document = sandbox.read(FILES[name], name)
    sound(document)
    assert "Karen Holm" in document.text


@pytest.mark.parametrize("name", sorted(FILES))
@BOUNDED
@given(edits=EDITS)
def test_bytes_are_put_in_and_taken_out(sandbox: Sandbox, name: str, edits: list[Edit]) -> None:
    tried(sandbox, edited(FILES[name], edits), name)


@pytest.mark.parametrize("name", PACKED)
@BOUNDED
@given(part=st.integers(0, 30), edits=EDITS)
def test_the_xml_of_a_package_is_damaged(
    sandbox: Sandbox, name: str, part: int, edits: list[Edit]
) -> None:
    tried(sandbox, repacked(FILES[name], part, edits), name)


@pytest.mark.parametrize("name", sorted(FILES))
@BOUNDED
@given(at=st.floats(0, 1))
def test_a_file_is_cut_off(sandbox: Sandbox, name: str, at: float) -> None:
    data = FILES[name]
    tried(sandbox, data[: int(at * len(data))], name)


@pytest.mark.parametrize("name", sorted(FILES))
@BOUNDED
@given(data=st.binary(max_size=400))
def test_noise_under_any_name(sandbox: Sandbox, name: str, data: bytes) -> None:
    tried(sandbox, data, name)
    tried(sandbox, FILES[name][:8] + data, name)
