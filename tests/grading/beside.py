"""What lies beside a notebook that was handed in: times that are none, and too much or too strange files."""

import os

# What timestamp.txt is, beside a notebook with one answer.
NO_TIMES = {
    "time-date-alone": lambda path: path.write_text("2001-01-01"),
    "time-weekday": lambda path: path.write_text("Mon"),
    "time-hour": lambda path: path.write_text("10:00"),
    "time-number": lambda path: path.write_text("1"),
    "time-no-date": lambda path: path.write_text("the day after the deadline"),
    "time-no-text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "time-year-0": lambda path: path.write_text("0000-00-00 00:00:00 UTC"),
    "time-a-folder": lambda path: (path.mkdir(), (path / "2020-01-01").touch()),
    "time-a-link": lambda path: path.symlink_to("/etc/hostname"),
    "time-a-pipe": os.mkfifo,
    "time-a-hole-of-a-terabyte": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 2**40),
}


def make_deep(folder):
    """Twenty folders, one in the other, whose names are longer together than a path may be."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        here = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))


def make_many_files(folder):
    for number in range(3000):
        (folder / f"{number:04}").touch()


def make_many_folders(folder):
    for number in range(21_000):
        (folder / f"{number % 210:03}").mkdir(exist_ok=True)
        (folder / f"{number % 210:03}" / f"{number:05}").touch()


def make_holes(folder):
    for name in ("a.bin", "b.bin", "c.bin"):
        with (folder / name).open("wb") as file:
            file.truncate(100 * 1024**2)


def make_formula(folder):
    with (folder / "=cmd|' \x1b[31m'!A1").open("wb") as file:
        file.truncate(2**30)


def make_in_the_way(folder):
    """What stands where the grader's record is to lie."""
    (folder / ".dlcourse.json").mkdir()
    (folder / ".dlcourse.json" / "file").touch()


# What lies beside a notebook with one answer; what is noted of it.
BESIDE = {
    "beside-deep": (make_deep, "dddd was left out: reading failed"),
    "beside-many-files": (
        make_many_files,
        "more than 1,000 files and folders were submitted: the others were left out",
    ),
    "beside-many-folders": (make_many_folders, "more than 1,000 files and folders were submitted"),
    "beside-holes": (make_holes, "c.bin was left out: a submission's files may hold 256 MiB together"),
    "beside-formula": (make_formula, "=cmd|' \ufffd[31m'!A1 was left out"),
    "beside-in-the-way": (make_in_the_way, ""),
}
