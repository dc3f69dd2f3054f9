"""Letters of Vietnamese as classes of regular expressions: ranges such as "À-Ỹ" hold small letters too."""

from __future__ import annotations

import re
import unicodedata

_LATIN = [chr(code) for code in range(0x41, 0x1EFA) if unicodedata.name(chr(code), "").startswith("LATIN CAPITAL")]

CAPITAL = f"[{re.escape(''.join(_LATIN))}]"
"""One capital letter."""
