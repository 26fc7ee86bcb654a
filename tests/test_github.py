"""What GitHub reads from .github/ fits the course: the forms know its chapters, Dependabot its lists of packages."""

import yaml

from dlcourse.chapters import CHAPTERS
from tests.conftest import REPOSITORY

GITHUB = REPOSITORY / ".github"


def read(name: str) -> dict:
    return yaml.safe_load((GITHUB / name).read_text(encoding="utf-8"))


def test_the_form_for_checks_offers_every_chapter():
    fields = {field.get("id"): field for field in read("ISSUE_TEMPLATE/1-check-or-hint.yml")["body"]}
    assert fields["chapter"]["attributes"]["options"] == [f"{chapter.number} · {chapter.title}" for chapter in CHAPTERS]


LISTS = {
    "pip": "requirements.txt",
    "github-actions": ".github/workflows/*.yml",
    "npm": "package-lock.json",
    "docker": "Dockerfile",
}


def test_dependabot_finds_every_list_of_packages():
    for entry in read("dependabot.yml")["updates"]:
        for folder in entry.get("directories", [entry.get("directory")]):
            what = LISTS[entry["package-ecosystem"]]
            assert any((REPOSITORY / folder.lstrip("/")).glob(what)), f"there is no {what} in {folder}"
