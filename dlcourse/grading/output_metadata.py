"""What an output says of itself: kept by the examiner and shown in pages as far as it is plain."""

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def plain_metadata(metadata) -> dict:
    """What the metadata of an output may say: how large its picture is, and what there is to see.

    The rest is dropped, whatever it is: nbconvert writes some of it into pages without quotes, and fetches files that
    it names.
    """
    if not isinstance(metadata, dict):
        return {}
    pictures = {kind: _about_a_picture(metadata[kind]) for kind in PICTURES if isinstance(metadata.get(kind), dict)}
    return _about_a_picture(metadata) | pictures


def _about_a_picture(metadata: dict) -> dict:
    sizes = {name: metadata[name] for name in ("width", "height") if type(metadata.get(name)) is int}
    about = {name: size for name, size in sizes.items() if 0 < size < 10_000}
    return about | ({"alt": metadata["alt"]} if isinstance(metadata.get("alt"), str) else {})
