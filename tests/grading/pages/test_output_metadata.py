"""Of an output's metadata, the sizes and alternative texts of pictures are kept."""

from dlcourse.grading.pages.output_metadata import plain_metadata


def test_metadata_keeps_sizes_and_alternative_texts():
    about = {"width": 300, "height": 200, "alt": "A red square."}
    assert plain_metadata({"image/png": about}) == {"image/png": about}
    assert plain_metadata(about | {"filenames": {}, "tags": []}) == about
    for size in ("300", -1, 10**9, True, 1.5, None, [300]):
        assert plain_metadata({"width": size, "image/png": {"height": size}}) == {"image/png": {}}
    assert plain_metadata("wide") == {}
