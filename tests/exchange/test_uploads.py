"""Is an uploaded file kept as it is, once, and opened only if it does no harm?"""

import hashlib
import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings

from requirements import exchange
from requirements.exchange.archives import unpack
from requirements.models import Entry, File, Provenance
from tests import factories

GOVSTACK = exchange.format_named("govstack")
CHAPTER = "# 6 Functional Requirements\n\n## 6.1 Revocation\n\n* A user can revoke consent. (REQUIRED)\n"


@pytest.mark.django_db
def test_a_file_is_kept_once_under_its_hash() -> None:
    first = exchange.store("C:\\Documents\\spec.md", b"content")
    again = exchange.store("other.md", b"content")
    assert first.sha256 == again.sha256 == hashlib.sha256(b"content").hexdigest()
    assert (File.objects.count(), again.name, again.size) == (1, "spec.md", 7)
    assert again.stored.read() == b"content"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/passwd", "passwd"), ("..", "file"), ("", "file"), ("a\x00\nb\ud800.md", "ab.md")]
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert exchange.store(name, name.encode(errors="replace")).name == kept


@pytest.mark.django_db
def test_what_a_killed_process_left_half_written_is_replaced() -> None:
    sha256 = hashlib.sha256(b"whole content").hexdigest()
    default_storage.save(f"files/{sha256}", ContentFile(b"who"))
    assert exchange.store("spec.md", b"whole content").stored.read() == b"whole content"


@pytest.mark.django_db
def test_the_size_of_an_upload_is_limited() -> None:
    with override_settings(IMPORT_UPLOAD_LIMIT=7):
        exchange.store("spec.md", b"7 bytes")
        with pytest.raises(exchange.TooLarge, match=r"^spec\.md: The file has 8 bytes; 7 are allowed\.$"):
            exchange.store("spec.md", b"8  bytes")
    assert File.objects.count() == 1


@pytest.mark.django_db
def test_a_damaged_file_is_not_read() -> None:
    file = exchange.store("spec.md", CHAPTER.encode())
    default_storage.delete(file.stored.name)
    default_storage.save(file.stored.name, ContentFile(b"something else"))
    with pytest.raises(exchange.Unreadable, match="The stored file is damaged"):
        exchange.preview(file, GOVSTACK)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "inside", ["spec/6-functional-requirements.md", "bb-consent/spec/6-functional-requirements.md"]
)
def test_a_folder_is_read_from_an_archive_as_from_disk(tmp_path: Path, inside: str) -> None:
    factories.references()
    file = exchange.store("bb-consent.zip", archive({inside: CHAPTER}))
    exchange.apply(exchange.preview(file, GOVSTACK), by=None)
    source = Provenance.objects.get()
    assert source.place == "bb-consent/spec/6-functional-requirements.md#L5"
    assert source.file == file.sha256
    path = tmp_path / inside
    path.parent.mkdir(parents=True)
    path.write_text(CHAPTER)
    (tmp_path / "spec.zip").write_bytes(archive({inside: CHAPTER}))
    packed = tmp_path / "bb-consent.zip"
    packed.write_bytes(archive({inside: CHAPTER}))
    assert exchange.preview([packed], GOVSTACK).counts["unchanged"] == Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_path_that_is_not_there_is_named() -> None:
    with pytest.raises(exchange.Unreadable, match=r"^/no/such/folder: There is no such file or folder\.$"):
        exchange.preview([Path("/no/such/folder")], GOVSTACK)


@pytest.mark.django_db
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    path = tmp_path / "loop.json"
    path.mkdir()
    (path / "x.json").symlink_to("/proc/self/mem")
    with pytest.raises(exchange.Unreadable, match="The file cannot be read: Input/output error"):
        exchange.preview([path / "x.json"], exchange.format_named("json"))


def archive(members: Mapping[str, str], change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            change(info)
            opened.writestr(info, text)
    return buffer.getvalue()


def link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def encrypted(packed: bytes) -> bytes:
    """The archive with the flag set by which its one member claims to be encrypted."""
    entry = packed.rindex(b"PK\x01\x02")
    return packed[: entry + 8] + b"\x01" + packed[entry + 9 :]


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        (archive({"../outside.md": "x"}), "unsafe_member"),
        (archive({"spec/../../outside.md": "x"}), "unsafe_member"),
        (archive({"/etc/outside.md": "x"}), "unsafe_member"),
        (archive({"spec\\..\\outside.md": "x"}), "unsafe_member"),
        (archive({"C:outside.md": "x"}), "unsafe_member"),
        (archive({"outside.md": "/etc/passwd"}, link), "unsafe_member"),
        (archive({"spec/inner.zip": "x"}), "nested_archive"),
        (archive({"spec/inner.TAR": "x"}), "nested_archive"),
        (encrypted(archive({"6.md": "x"})), "encrypted"),
        (archive({"6.md": "x" * 1000})[:-60], "not_an_archive"),
        (archive({"6.md": "x" * 1000}).replace(b"PK\x03\x04", b"PK\x03\x05"), "not_an_archive"),
        (archive({"spec": "x", "spec/6.md": "y"}), "not_an_archive"),
        (archive({"x" * 300: "y"}), "not_an_archive"),
        (b"", "not_an_archive"),
        (b"PK\x05\x06" + b"\xff" * 18, "not_an_archive"),
    ],
)
def test_an_archive_that_could_do_harm_is_refused(tmp_path: Path, packed: bytes, code: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(exchange.Unreadable) as refusal:
        unpack(io.BytesIO(packed), "spec.zip", inside)
    assert refusal.value.code == code
    assert str(refusal.value).startswith("spec.zip: ")
    assert [path.name for path in tmp_path.iterdir()] == ["inside"]


def test_the_members_of_an_archive_are_limited_in_number_and_size(tmp_path: Path) -> None:
    packed = archive({f"{number}.md": "x" * 100 for number in range(3)})
    with override_settings(IMPORT_MEMBER_LIMIT=3, IMPORT_UNPACKED_LIMIT=300):
        unpack(io.BytesIO(packed), "spec.zip", tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    with override_settings(IMPORT_MEMBER_LIMIT=2), pytest.raises(exchange.TooLarge, match="3 files; 2 are allowed"):
        unpack(io.BytesIO(packed), "spec.zip", tmp_path)
    with override_settings(IMPORT_UNPACKED_LIMIT=299), pytest.raises(exchange.TooLarge, match="300 bytes; 299 are"):
        unpack(io.BytesIO(packed), "spec.zip", tmp_path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(exchange.TooLarge):
        unpack(io.BytesIO(archive({"6.md": "x" * 33 * 1024 * 1024})), "spec.zip", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_member_that_lies_about_its_size_is_cut_off(tmp_path: Path) -> None:
    packed = archive({"6.md": "x" * 100_000})
    small, large = (number.to_bytes(4, "little") for number in (10, 100_000))
    with pytest.raises(exchange.Unreadable):
        unpack(io.BytesIO(packed.replace(large, small)), "spec.zip", tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10
