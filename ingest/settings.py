"""Settings, built once from the environment or a ``.env`` file and passed in.

A name that begins with ``STRATEGI_`` and means nothing, or nothing yet, is refused: a setting
that is quietly ignored is how a closed installation ends up open.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import SettingsError

PREFIX = "STRATEGI_"
NOT_YET = ("CHROMA_URL", "API_KEYS_FILE")
_NOT_OURS = ("TEST_STRICT",)
"""Read by the test suite alone."""


class Settings(BaseModel):
    """What an owner can set; the names are those of the environment without the prefix."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corpus: Path = Path("corpus")
    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    embedding_model: str = Field(default="bundled", min_length=1)
    embedding_precision: Literal["float32", "bfloat16"] = "float32"
    organisation: str = ""
    hosts: str = ""
    word_template: Path | None = None
    llm: str = ""
    llm_base_url: str = ""
    llm_timeout: float = Field(default=20.0, gt=0, le=3600)
    llm_unsupported: Literal["drop", "mark"] = "drop"


def load(environ: Mapping[str, str], dotenv: Path | None = Path(".env")) -> Settings:
    """Settings from ``environ``, and from ``dotenv`` where the environment is silent.

    Raises:
        SettingsError: a name that is unknown or not supported yet, or a value out of form.
    """
    from_file = dotenv_values(dotenv) if dotenv is not None and dotenv.is_file() else {}
    values = {**{k: v or "" for k, v in from_file.items()}, **environ}
    given = {k.removeprefix(PREFIX): v for k, v in values.items() if k.startswith(PREFIX)}
    for name in _NOT_OURS:
        given.pop(name, None)
    _refuse_unknown(given)
    try:
        settings = Settings.model_validate({k.lower(): v for k, v in given.items() if v.strip()})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(
            f"{name}={first['input']!r} kan ikke bruges: {first['msg']}."
        ) from error
    _refuse_open_door(settings.host)
    _refuse_no_template(settings.word_template)
    _refuse_no_address(settings)
    return settings


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known = sorted(name.upper() for name in Settings.model_fields)
    for name, value in given.items():
        if name in NOT_YET and value.strip():
            raise SettingsError(
                f"{PREFIX}{name} understøttes ikke af denne version endnu. "
                "Fjern den, og start igen."
            )
        if name not in known and name not in NOT_YET:
            raise SettingsError(
                f"{PREFIX}{name} er en ukendt indstilling. "
                f"De kendte er {', '.join(PREFIX + k for k in known)}."
            )


def _refuse_no_template(path: Path | None) -> None:
    if path is not None and not path.is_file():
        raise SettingsError(
            f"{PREFIX}WORD_TEMPLATE={str(path)!r} er ikke en fil. "
            "Skriv stien til en Word-fil (.docx eller .dotx), eller fjern indstillingen."
        )


def _refuse_no_address(settings: Settings) -> None:
    """What is named for a language model must name one, at an address that can be called."""
    address = settings.llm_base_url
    if address and not settings.llm:
        raise SettingsError(
            f"{PREFIX}LLM_BASE_URL står alene. Sæt også {PREFIX}LLM, for eksempel "
            "openai:gemma3, eller fjern adressen."
        )
    if address and not _is_address(address):
        raise SettingsError(
            f"{PREFIX}LLM_BASE_URL er ikke en adresse uden navn og adgangskode. "
            "Skriv den som http://127.0.0.1:8081/v1, eller fjern den."
        )


def _is_address(text: str) -> bool:
    try:
        return bool(_ADDRESS.fullmatch(text) and urlsplit(text).hostname)
    except ValueError:
        return False


_ADDRESS = re.compile(r"https?://[^\s/@]+(?:/\S*)?")


def _refuse_open_door(host: str) -> None:
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise SettingsError(
            f"{PREFIX}HOST={host!r} åbner for andre maskiner, og denne version har ingen nøgler. "
            "Brug 127.0.0.1, og lad en omvendt proxy med login stå foran."
        )
