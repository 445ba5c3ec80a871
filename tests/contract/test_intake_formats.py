"""The suite that every format passes: it knows its own files, adds up, gives its schema, and never falls over."""

import pytest

from schoolward.intake.batches import SCHEMAS, Context, ReadFile, UnreadableFile
from schoolward.intake.formats import FORMATS, Format, FormatOfManyFiles, recognise
from schoolward.intake.reasons import REASONS
from tests.contract.intake_samples import SAMPLES, Sample
from tests.spec.intake.sent_tables import CONTEXT

FORMAT_OF = {known.name: known for known in FORMATS}

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.format)


def read(known: Format | FormatOfManyFiles, files: dict[str, bytes], context: Context = CONTEXT) -> ReadFile:
    """The files as this format reads them."""
    if isinstance(known, FormatOfManyFiles):
        return known.read(files, context)
    ((name, data),) = files.items()
    return known.read(name, data, context)


def test_every_format_has_a_sample_here() -> None:
    assert [sample.format for sample in SAMPLES] == [known.name for known in FORMATS]


@each_sample
def test_a_file_is_recognised_by_its_own_format_alone(sample: Sample) -> None:
    for name, data in sample.files.items():
        found = recognise(name, data)
        assert found is not None
        assert found.name == sample.format
        assert [known.name for known in FORMATS if known.recognises(name, data)] == [sample.format]


@each_sample
def test_the_opening_is_enough_and_the_name_does_not_matter(sample: Sample) -> None:
    for data in sample.files.values():
        found = recognise("x", data + b" " * 100_000)
        assert found is not None
        assert found.name == sample.format


@each_sample
def test_rows_add_up_and_have_the_schema(sample: Sample) -> None:
    known = FORMAT_OF[sample.format]
    told = read(known, dict(sample.files))
    assert (told.accepted.num_rows, told.rejected.num_rows) == (sample.accepted, sample.refused)
    assert told.rows_read == sample.accepted + sample.refused
    assert (told.kind, told.format) == (known.kind, known.name)
    assert told.accepted.schema == SCHEMAS[known.kind]
    assert {*told.rejected["reason"].to_pylist()} <= {*REASONS}
    assert all(row.mend for row in told.rejected_rows())


@each_sample
def test_reading_twice_gives_the_same(sample: Sample) -> None:
    known = FORMAT_OF[sample.format]
    first, second = (read(known, dict(sample.files)) for _ in range(2))
    assert first.accepted.equals(second.accepted)
    assert first.rejected.equals(second.rejected)
    assert first.warnings == second.warnings


@each_sample
def test_a_file_with_a_byte_order_mark_is_the_same_file(sample: Sample) -> None:
    known = FORMAT_OF[sample.format]
    marked = {name: b"\xef\xbb\xbf" + data for name, data in sample.files.items()}
    assert all(known.recognises(name, data) for name, data in marked.items())
    plain, told = read(known, dict(sample.files)), read(known, marked)
    assert told.accepted.equals(plain.accepted)
    assert told.rejected.equals(plain.rejected)


DAMAGE = {
    "empty": lambda data: b"",
    "only spaces": lambda data: b"  \r\n ",
    "a NUL": lambda data: data[: len(data) // 2] + b"\0" + data[len(data) // 2 :],
    "bytes of no encoding": lambda data: data[:40] + b"\x81\x8d\x8f\x90\x9d\xff" + data[40:],
    "half a workbook": lambda data: b"PK\x03\x04" + data,
}


@pytest.mark.parametrize("damage", DAMAGE)
@each_sample
def test_a_damaged_file_is_refused_whole_in_words(sample: Sample, damage: str) -> None:
    known = FORMAT_OF[sample.format]
    damaged = {name: DAMAGE[damage](data) for name, data in sample.files.items()}
    with pytest.raises(UnreadableFile) as fault:
        read(known, damaged)
    assert len(str(fault.value)) > 20
    assert "Traceback" not in str(fault.value)


@each_sample
def test_another_formats_file_is_refused_or_read_as_no_rows(sample: Sample) -> None:
    for other in SAMPLES:
        if other is sample:
            continue
        for name, data in other.files.items():
            try:
                told = read(FORMAT_OF[sample.format], {name: data})
            except UnreadableFile:
                continue
            assert told.accepted.num_rows == 0, f"{sample.format} read rows from {other.format}"


@each_sample
def test_a_file_cut_short_never_falls_over(sample: Sample) -> None:
    known = FORMAT_OF[sample.format]
    whole = read(known, dict(sample.files))
    for part in range(0, 100, 7):
        cut = {name: data[: len(data) * part // 100] for name, data in sample.files.items()}
        try:
            told = read(known, cut)
        except UnreadableFile:
            continue
        assert told.rows_read <= whole.rows_read
