"""Wrong settings of a language model are told at the start, by name, with what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.service import Service
from ingest.errors import SettingsError
from ingest.settings import Settings, load

REFUSED = {
    "nobody provides it": ({"LLM": "nowhere:gemma3"}, "STRATEGI_LLM", "nowhere"),
    "a package is missing": ({"LLM": "anthropic:claude"}, "STRATEGI_LLM", "langchain-anthropic"),
    "another is missing": ({"LLM": "ollama:gemma3"}, "STRATEGI_LLM", "langchain-ollama"),
    "no provider": ({"LLM": "gemma3"}, "STRATEGI_LLM", "ollama:gemma3"),
    "no model": ({"LLM": "openai:"}, "STRATEGI_LLM", "openai:"),
    "no provider before the colon": ({"LLM": ":gemma3"}, "STRATEGI_LLM", ":gemma3"),
    "an address that is none": (
        {"LLM": "openai:x", "LLM_BASE_URL": "not a url"}, "STRATEGI_LLM_BASE_URL", "http://",
    ),
    "an address of another scheme": (
        {"LLM": "openai:x", "LLM_BASE_URL": "file:///etc/passwd"}, "STRATEGI_LLM_BASE_URL", "http",
    ),
    "an address alone": (
        {"LLM_BASE_URL": "http://127.0.0.1:1/v1"}, "STRATEGI_LLM_BASE_URL", "STRATEGI_LLM",
    ),
    "no time": ({"LLM": "openai:x", "LLM_TIMEOUT": "0"}, "STRATEGI_LLM_TIMEOUT", "0"),
    "no such way": (
        {"LLM": "openai:x", "LLM_UNSUPPORTED": "show"}, "STRATEGI_LLM_UNSUPPORTED", "show",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_settings_are_refused_at_start(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By name, with what to do; not when somebody asks the first question."""
    for package in ("langchain_anthropic", "langchain_ollama"):
        monkeypatch.setitem(sys.modules, package, None)
    given, name, said = REFUSED[case]
    environ = {f"STRATEGI_{key}": value for key, value in given.items()}
    with pytest.raises(SettingsError) as refused:
        Service.open(load({**environ, "STRATEGI_DATA": str(tmp_path)}, None))
    assert name in str(refused.value)
    assert said in str(refused.value)


def test_a_model_elsewhere_without_its_key_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A provider that wants a key says so at the start."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match=r"STRATEGI_LLM='openai:gpt-5'.*nøgle"):
        Service.open(Settings(data=tmp_path, llm="openai:gpt-5"))
