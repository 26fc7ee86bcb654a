"""Terms are linked at their first use, in the text alone; each has two languages and a chapter."""

import nbformat
import pytest

from dlcourse.authoring.book.glossary import Term, link_first_uses, page, read_terms
from dlcourse.chapters import CHAPTERS
from tests.conftest import REPOSITORY

TERMS = [
    Term("embedding", "임베딩", "10", "A table of vectors."),
    Term("word embedding", "단어 임베딩", "10", "A vector for a word."),
    Term("kernel", "커널", "06", "The weights of a convolution."),
]


def linked(text, chapter="10"):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])
    link_first_uses(notebook, chapter, TERMS)
    return notebook.cells[0].source


CASES = {
    "only the first use": ("A kernel, a kernel.", "A [kernel](#term-kernel), a kernel."),
    "the plural, with a capital": ("Kernels slide.", "[Kernels](#term-kernel) slide."),
    "the longest term": ("Word embeddings.", "[Word embeddings](#term-word-embedding)."),
    "no heading": ("## The kernel\n\nThe kernel", "## The kernel\n\nThe [kernel](#term-kernel)"),
    "no code": ("`kernel` of a kernel", "`kernel` of a [kernel](#term-kernel)"),
    "no formula": ("$kernel$ and $$kernel$$", "$kernel$ and $$kernel$$"),
    "no link": ("[a kernel](x.md)", "[a kernel](x.md)"),
    "no part of a word": ("subkernel, kernel-size, kernelled", "subkernel, kernel-size, kernelled"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_links(text, expected):
    assert linked(text) == expected


def test_a_chapter_before_the_one_that_teaches_a_term_does_not_link_it():
    assert linked("Restart the kernel.", "05") == "Restart the kernel."


def test_the_courses_terms_are_whole_in_order_and_taught():
    terms = read_terms(REPOSITORY / "docs" / "glossary.csv")
    names = [term.term for term in terms]
    assert names == sorted(set(names), key=str.lower)
    assert all(term.korean and term.meaning.endswith(".") for term in terms)
    assert {term.chapter for term in terms} <= {chapter.number for chapter in CHAPTERS}
    assert page(terms, CHAPTERS).count("(term-") == len(terms)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_chapter_uses_the_terms_that_it_teaches(chapter):
    release = nbformat.read(REPOSITORY / "notebooks" / chapter.name / f"{chapter.name}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in release.cells if cell.cell_type == "markdown")
    taught = [term for term in read_terms(REPOSITORY / "docs" / "glossary.csv") if term.chapter == chapter.number]
    assert [term.term for term in taught if not term.pattern.search(text)] == []
