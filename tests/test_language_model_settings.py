"""Wrong settings of a language model are told at the start, by name, with what to do."""

from __future__ import annotations

import contextlib
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from scripted import Reply, says, serving

from assistant.generation.message import Message, ModelAway
from assistant.generation.model import LanguageModel
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
    "an address that cannot be read": (
        {"LLM": "openai:x", "LLM_BASE_URL": "http://[::1:8081/v1"}, "STRATEGI_LLM_BASE_URL", "http",
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


@pytest.mark.parametrize(
    ("model", "address", "remote"),
    [
        ("openai:gemma3", "http://127.0.0.1:1/v1", False),
        ("openai:gemma3", "http://localhost:1/v1", False),
        ("openai:gemma3", "http://[::1]:1/v1", False),
        ("openai:gemma3", "http://192.0.2.1/v1", True),
        ("openai:gemma3", "http://localhost.example/v1", True),
        ("openai:gpt-oss:120b-cloud", "http://127.0.0.1:11434/v1", True),
    ],
)
def test_only_what_stays_on_this_machine_counts_as_local(
    model: str, address: str, *, remote: bool
) -> None:
    """What is sent anywhere else has personal data taken out; so has what is passed on."""
    opened = LanguageModel.open(Settings(llm=model, llm_base_url=address))
    assert opened.remote is remote
    opened.close()


def test_closing_ends_what_is_under_way() -> None:
    """Whoever stops the server does not wait for a model that says nothing."""
    asked, go = threading.Event(), threading.Event()

    def script(_: object) -> Reply:
        asked.set()
        return says(go, "Nej.")

    with serving(script) as served, ThreadPoolExecutor(1) as pool:
        settings = Settings(llm="openai:x", llm_base_url=served.base_url, llm_timeout=600)
        model = LanguageModel.open(settings)
        waiting = pool.submit(lambda: list(model.stream([Message("user", "Hej")])))
        assert asked.wait(20)
        model.close()
        with contextlib.suppress(ModelAway):
            assert waiting.result(20) == []
        go.set()
        with pytest.raises(ModelAway):
            next(model.stream([Message("user", "Hej")]))
