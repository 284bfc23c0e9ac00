"""Write src/sinorus_cli/letters.py: Latin and Cyrillic letters in ASCII, as anyascii has them.

usage: python tools/make_letters.py
"""

import unicodedata
from pathlib import Path

from anyascii import anyascii

LETTERS = Path(__file__).resolve().parent.parent / "src" / "sinorus_cli" / "letters.py"
# Latin-1 to the modifiers of spaces, Cyrillic and its supplement.
BLOCKS = (range(0x80, 0x300), range(0x400, 0x530))
HEAD = '''"""Latin and Cyrillic letters in ASCII, as anyascii has them. Made by tools/make_letters.py."""

# A text in ASCII, and after it the letters that become it.
_LETTERS = """
'''
FOOT = '''"""
_LINES = map(str.split, _LETTERS.strip().splitlines())
ASCII = {ord(letter): ascii_ for ascii_, *letters in _LINES for letter in letters}
'''


def letters() -> dict[str, list[str]]:
    """The letters that become each text in ASCII."""
    found: dict[str, list[str]] = {}
    for sign in map(chr, (code for block in BLOCKS for code in block)):
        ascii_ = anyascii(sign)
        if unicodedata.category(sign).startswith("L") and ascii_ == ascii_.strip() != "":
            found.setdefault(ascii_, []).append(sign)
    return found


def main() -> None:
    """Write the module."""
    lines = [f"{ascii_} {' '.join(signs)}" for ascii_, signs in letters().items()]
    LETTERS.write_text(f"{HEAD}{chr(10).join(lines)}\n{FOOT}", encoding="utf-8")


if __name__ == "__main__":
    main()
