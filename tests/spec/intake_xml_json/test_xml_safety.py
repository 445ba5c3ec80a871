"""Which XML is refused before a word of it is believed, and that what is refused costs nothing."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from schoolward.intake import census_xml, ctf, xml
from schoolward.intake.batches import UnreadableFile
from tests.spec.intake_xml_json.sendings import RECEIVED, marks_of
from tests.spec.intake_xml_json.sendings import ctf as ctf_file

PLAIN = ctf_file("/,\\")
BODY = PLAIN.decode()
LAUGHS = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


class Attack(NamedTuple):
    """A file, and words of the message with which it is refused."""

    says: str
    data: bytes
    words: str


def with_dtd(declared: str, *, instead_of: str = "", text: str = "") -> str:
    """The plain file after a DTD, with a text put into it."""
    return f"<!DOCTYPE CTfile {declared}>{BODY.replace(instead_of, text)}"


FILE, PAGE = "file:///etc/hostname", "http://attacker.example/x"
ATTACKS = [
    Attack(
        "Billion laughs in an element.",
        with_dtd(f"[{LAUGHS}]", instead_of="/,", text="&l11;").encode(),
        "entities",
    ),
    Attack(
        "Billion laughs in an attribute.",
        with_dtd(f"[{LAUGHS}]", instead_of="<CTfile>", text="<CTfile a='&l11;'>").encode(),
        "entities",
    ),
    Attack(
        "Billion laughs, written in UTF-16.",
        with_dtd(f"[{LAUGHS}]", instead_of="/,", text="&l11;").encode("utf-16"),
        "entities",
    ),
    Attack(
        "A file of this machine as an entity.",
        with_dtd(f'[<!ENTITY x SYSTEM "{FILE}">]', instead_of="/,", text="&x;").encode(),
        "entities",
    ),
    Attack(
        "A page of the network as an entity.",
        with_dtd(f'[<!ENTITY x SYSTEM "{PAGE}">]', instead_of="/,", text="&x;").encode(),
        "entities",
    ),
    Attack("A parameter entity.", with_dtd(f'[<!ENTITY % x SYSTEM "{PAGE}"> %x;]').encode(), "entities"),
    Attack("A DTD elsewhere.", with_dtd(f'SYSTEM "{PAGE}"').encode(), "DTD"),
    Attack("Even a DTD that does nothing.", with_dtd("").encode(), "DTD"),
    Attack("An entity that nobody declared.", BODY.replace("/,", "&x;").encode(), "entities"),
    Attack("Elements within elements without end.", b"<CTfile>" + b"<a>" * 100_000, "nested too deeply"),
    Attack("One text of 11 million letters.", ctf_file("x" * 11_000_000), "too large"),
    Attack(
        "A pupil of a quarter of a million elements.",
        BODY.replace("<UPN>", "<a/>" * 250_000 + "<UPN>").encode(),
        "too large",
    ),
    Attack("A file cut short.", PLAIN[:-30], "cut short"),
    Attack("A file of white space.", b" \n ", "empty"),
    Attack("An empty file.", b"", "empty"),
    Attack(
        "An element closed by another.",
        BODY.replace("</UPN>", "</UPM>").encode(),
        "not well formed at line 1",
    ),
    Attack("Another XML.", b"<html><body>Sign in</body></html>", "not a Common Transfer File"),
    Attack(
        "Windows letters under the name of UTF-8.",
        b'<?xml version="1.0" encoding="utf-8"?>' + BODY.replace("Common", "Café").encode("cp1252"),
        "says that its letters are written in utf-8",
    ),
    Attack(
        "UTF-8 under the name of UTF-16.",
        b'<?xml version="1.0" encoding="utf-16"?>' + PLAIN,
        "says that its letters are written in utf-16",
    ),
    Attack(
        "Letters of no known name.",
        b'<?xml version="1.0" encoding="tengwar"?>' + PLAIN,
        "says that its letters are written in tengwar",
    ),
]


@pytest.mark.parametrize("case", ATTACKS, ids=lambda case: case.says)
def test_refused(case: Attack) -> None:
    with pytest.raises(UnreadableFile, match=case.words):
        ctf.read("a.xml", case.data, RECEIVED)


@pytest.mark.parametrize("case", ATTACKS[:8], ids=lambda case: case.says)
def test_a_refused_ctf_is_still_known_for_one_and_the_census_refuses_likewise(case: Attack) -> None:
    assert ctf.recognises("a.xml", case.data[: 1 << 16])
    with pytest.raises(UnreadableFile):
        census_xml.read("a.xml", case.data.replace(b"CTfile", b"Message"), RECEIVED)


MEMORY = """
import re
import sys
from schoolward.intake import xml

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])

data = sys.stdin.buffer.read()
before, count, fault = peak(), 0, ""
try:
    for _ in xml.records(data, frozenset({"pupil"})):
        count += 1
except ValueError as refusal:
    fault = str(refusal)
print(peak() - before, count, bool(fault))
"""


def memory_for(data: bytes) -> tuple[int, int, bool]:
    """Kilobytes that a process of its own needs beyond the file, its records, and whether it was refused."""
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not tell a process how much memory it needed")
    ran = subprocess.run([sys.executable, "-c", MEMORY], input=data, capture_output=True, check=True)
    grown, count, refused = ran.stdout.split()
    return int(grown), int(count), refused == b"True"


@pytest.mark.parametrize("case", ATTACKS[:2], ids=lambda case: case.says)
def test_bombs_do_not_fill_the_memory(case: Attack) -> None:
    grown, _, was_refused = memory_for(case.data)
    assert was_refused
    assert grown < 20_000


def test_memory_follows_the_pupil_and_not_the_file() -> None:
    others = "".join(f"<Assessment{n}>x</Assessment{n}>" for n in range(400))
    data = BODY.replace("<Pupil>", f"<Pupil><a>{others}</a></Pupil>" * 2_000 + "<Pupil>").encode()
    assert len(data) > 20_000_000
    grown, count, _ = memory_for(data)
    assert count == 2_001
    assert grown < 20_000


ENCODINGS = [
    ("UTF-8 without a word of it", BODY.encode()),
    ("UTF-8 with its mark", BODY.encode("utf-8-sig")),
    ("UTF-16 with its mark", BODY.encode("utf-16")),
    ("Windows-1252, and says so", b'<?xml version="1.0" encoding="windows-1252"?>' + BODY.encode("cp1252")),
    ("ISO-8859-1, and says so", b'<?xml version="1.0" encoding="ISO-8859-1"?>' + BODY.encode("latin-1")),
]


@pytest.mark.parametrize(
    ("says", "data"), ENCODINGS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_encodings_that_are_read(says: str, data: bytes) -> None:
    assert ctf.recognises("a.xml", data)
    assert len(marks_of(ctf.read("a.xml", data, RECEIVED))) == 2


def test_comments_sections_and_elements_do_not_break_a_string() -> None:
    marks = "<AttendanceMarks>/,<!-- Monday --><?note x?><![CDATA[\\,I]]><b>,</b>I</AttendanceMarks>"
    data = BODY.replace("<AttendanceMarks>/,\\</AttendanceMarks>", marks).encode()
    assert [code for _, _, code in marks_of(ctf.read("a.xml", data, RECEIVED))] == ["/", "\\", "I", "I"]


def test_lines_are_true_beyond_65535() -> None:
    data = BODY.replace("<Pupil>", "\n" * 70_000 + "<Pupil>").encode()
    assert ctf.read("a.xml", data, RECEIVED).accepted["line"].to_pylist() == [70_001, 70_001]


def test_what_is_not_xml_has_no_root() -> None:
    for head in (b"", b"upn,date\n", b'{"data": []}', b"\x00\x01\x02", b"PK\x03\x04"):
        assert xml.root_name(head) == ""
        assert not ctf.recognises("a.xml", head)
        assert not census_xml.recognises("a.xml", head)
