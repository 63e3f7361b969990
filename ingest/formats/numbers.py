"""Numbers as a Danish spreadsheet shows them: "1.250,50 kr.", "12,5 %", by their format code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<number>[0#?](?:[0#?,. ]*[0#?])?,*|\.[0#?]+)|(?P<power>[Ee][+-][0#?]+)|(?P<other>.)",
    re.DOTALL,
)
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*);?')
_MOST_CODE = 255
"""Characters of a format code; a spreadsheet takes no longer one."""
_MOST_DECIMALS = 15
_LARGEST = 1e21


@dataclass(frozen=True)
class _Parts:
    """A format code's section: what stands before the number, how it is written, and behind."""

    before: str
    number: str
    behind: str
    percent: bool = False


def shown(value: float, code: str) -> str:
    """``value`` as the format ``code`` shows it ("General" and "" for none in particular)."""
    if value != value or abs(value) >= _LARGEST:  # noqa: PLR0124
        return str(value)
    sections = _SECTIONS.findall(code[:_MOST_CODE])[:4]
    while len(sections) > 1 and not sections[-1] and code.count(";") < len(sections):
        sections.pop()
    section, signed = _section(value, sections)
    if "general" in section.lower() or not section.strip():
        return _general(value) if section.strip() or len(sections) < 2 else ""
    parts = _parts(section)
    if parts is None:
        return _general(value)
    if not parts.number:
        return (parts.before + parts.behind).strip()
    exact = Decimal(repr(value)) * (100 if parts.percent else 1)
    number = _written(abs(exact), parts.number)
    minus = "-" if signed and value < 0 and re.search(r"[1-9]", number) else ""
    return f"{minus}{parts.before}{number}{parts.behind}".strip()


def _section(value: float, sections: list[str]) -> tuple[str, bool]:
    """The section that is for ``value``, and whether its sign is still to be written."""
    if any("[<" in part or "[>" in part or "[=" in part for part in sections):
        # Sections for conditions of their own: rare, and the number says as much without.
        return "General", True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return (sections[0] if sections else ""), True


def _parts(section: str) -> _Parts | None:
    """None for what is no plain number: fractions and powers of ten."""
    before, number, behind = "", "", ""
    percent = False
    for match in _TOKEN.finditer(section):
        if match["power"] or (match["other"] == "/" and number):
            return None
        if match["number"] and not number:
            number = match["number"]
            continue
        if match["number"]:
            return None
        literal = match["quoted"] or match["escaped"] or match["money"] or match["other"] or ""
        percent = percent or match["other"] == "%"
        if match[0].startswith("_"):
            literal = " "
        if number:
            behind += literal
        else:
            before += literal
    if percent:
        behind = re.sub(r"\s*%", " %", behind)
    return _Parts(_apart(before), number, " ".join(behind.split(" ")), percent)


def _apart(before: str) -> str:
    """The text before a number, with a space between a word and it ("kr. 5", "ca. 5")."""
    text = " ".join(before.split())
    return f"{text} " if text[-1:].isalpha() or text.endswith(".") else text


def _written(value: Decimal, number: str) -> str:
    scale = len(number) - len(number.rstrip(","))
    whole, _, decimals = number.rstrip(",").partition(".")
    most = min(len(decimals), _MOST_DECIMALS)
    least = min(decimals.count("0"), most)
    value = (value / (Decimal(1000) ** scale)).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    ones, _, rest = f"{value:.{most}f}".partition(".")
    ones = "" if ones == "0" and "0" not in whole else ones.zfill(whole.count("0"))
    if "," in whole:
        ones = f"{int(ones or 0):,}".replace(",", ".") if ones else ""
    elif " " in whole:
        ones = _grouped(ones, whole)
    while len(rest) > least and rest.endswith("0"):
        rest = rest[:-1]
    return ones + (f",{rest}" if rest else "")


def _grouped(digits: str, pattern: str) -> str:
    """``digits`` with spaces where ``pattern`` has them ("00 00 00 00"), from the right."""
    done: list[str] = []
    left = list(digits)
    for sign in reversed(pattern):
        if not left:
            break
        done.append(left.pop() if sign != " " else " ")
    return "".join([*left, *reversed(done)]).strip()


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}".replace(".", ",")
