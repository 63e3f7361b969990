"""The name of a file that is sent, as each browser can read it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from assistant.drafts import plain_words

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
_LONGEST = 80
_SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def attachment(title: str, ending: str) -> dict[str, str]:
    """The header that names a file after ``title``: with æøå (RFC 5987), and without."""
    words = " ".join(_FORBIDDEN.sub(" ", plain_words.clean(title)).split())
    name = words[:_LONGEST].strip(" .") or "udkast"
    spelt = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).translate(_SPELT))
    plain = spelt.encode("ascii", "ignore").decode().strip(" .") or "udkast"
    told = f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''"
    return {"Content-Disposition": told + quote(f"{name}.{ending}", safe="")}
