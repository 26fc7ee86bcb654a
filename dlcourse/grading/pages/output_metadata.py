"""Filter the metadata of outputs, for the examiner and for pages: keep sizes and alternative texts of pictures."""

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def plain_metadata(metadata: object) -> dict:
    """The size and the alternative text of an output's picture, from the output's metadata.

    Everything else is left out: nbconvert writes some metadata into pages without quotes, and fetches the files that
    others name.
    """
    if not isinstance(metadata, dict):
        return {}
    pictures = {kind: _size_and_text(metadata[kind]) for kind in PICTURES if isinstance(metadata.get(kind), dict)}
    return _size_and_text(metadata) | pictures


def _size_and_text(metadata: dict) -> dict:
    integers = {name: metadata[name] for name in ("width", "height") if type(metadata.get(name)) is int}
    sizes = {name: size for name, size in integers.items() if 0 < size < 10_000}
    return sizes | ({"alt": metadata["alt"]} if isinstance(metadata.get("alt"), str) else {})
