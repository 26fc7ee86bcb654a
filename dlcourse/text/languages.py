"""The languages that this package can process."""

LANGUAGES = ("en", "ko")


def check_language(language: str) -> None:
    """Raise ValueError for any language but "en" and "ko"."""
    if language not in LANGUAGES:
        raise ValueError(f'There is no language {language!r} here; use "en" (English) or "ko" (Korean).')
