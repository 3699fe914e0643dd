"""In a blind mode the other side's name is in nothing that is served."""

import contextlib
import io
import re
import zipfile
import zlib

import docx
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdfium2 import PdfDocument
import pytest

from staffroom.core.errors import DomainError
from staffroom.core.files import contents, storage
from staffroom.core.files.kinds import KINDS
from staffroom.core.files.models import StoredFile
from staffroom.core.parsers import unnamed
from staffroom.features.review.models import Round
from staffroom.features.review.queries.names import Marks
from staffroom.shared.accounts.models import Person
from staffroom.shared.duties.models import Duty
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.publications.actions import publishing
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.registry import PUBLICATION_FILES
from tests.core.files import corpus, samples
from tests.factories import review as made
from tests.factories.world import THEN, World
from tests.features.review.conftest import Browser

pytestmark = pytest.mark.usefixtures("frozen")

AUTHOR, PLACE, EXPERT = "Зорянкина", "Лицей Полярнозорьский", "Перепелицын"


def marked(world: World) -> None:
    """Names that stand nowhere else."""
    Person.objects.filter(pk=world.anna.pk).update(last_name=AUTHOR, name=f"Анна {AUTHOR}")
    world.organization.name = world.organization.short_name = PLACE
    world.organization.save(update_fields=["name", "short_name"])
    for work in (world.topic, world.draft):
        work.title = "Урок Зорянкиной Анны"
        work.plain = f"Писала Анна {AUTHOR}, {PLACE}. С Зорянкиной спорят."
        work.html = f"<p>{work.plain}</p>"
        work.save(update_fields=["title", "plain", "html"])
    made.expert(world.district, f"Раиса {EXPERT}")
    made.expert(world.district, f"Савва {EXPERT}")


def test_experts_of_a_double_blind_work_are_served_nothing_of_its_author(
    world: World, browser: Browser
) -> None:
    marked(world)
    found = made.asked(world, world.draft, mode="double")
    kept = Round.objects.get(request=found)
    for one in made.given(found):
        assert one.reviewer is not None
        raisa = browser(one.reviewer.person)
        for url in (
            "/",
            "/notices/",
            f"/{world.district.slug}/review/",
            f"/{world.district.slug}/review/works/{one.pid}/",
        ):
            said = raisa.get(url, follow=True).content.decode()
            assert "Зорянкин" not in said, url
            assert PLACE not in said, url
            assert world.draft.pid not in said, url
    assert "Зорянкин" not in f"{kept.title} {kept.plain} {kept.html}"
    told = [*NoticeRow.objects.filter(person__name__endswith=EXPERT).values_list("text", flat=True)]
    owed = Duty.objects.filter(owner__name__endswith=EXPERT).values_list("title", flat=True)
    assert owed
    assert not any("Зорянкин" in words for words in [*told, *owed])


def test_the_author_of_a_blind_work_is_served_nothing_of_its_experts(
    world: World, browser: Browser
) -> None:
    marked(world)
    found = made.asked(world, mode="blind")
    made.all_hand_in(found)
    anna = browser(world.anna)
    here = f"/{world.district.slug}/review/"
    for url in ("/", "/notices/", here, f"{here}{found.pid}/", f"/p/{world.topic.pid}/"):
        assert EXPERT not in anna.get(url, follow=True).content.decode(), url


def test_an_office_file_is_given_on_without_its_maker(
    tmp_path: "object", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr("docProps/core.xml", f"<x><dc:creator>{AUTHOR}</dc:creator></x>")
        packed.writestr("docProps/thumbnail.jpeg", b"x")
        packed.writestr("word/comments.xml", f'<w:comment w:author="{AUTHOR}" w:initials="А"/>')
        packed.writestr("word/document.xml", "<w:t>План урока</w:t>")

    unnamed.office(book, [])

    with zipfile.ZipFile("clean") as clean:
        assert "docProps/thumbnail.jpeg" not in clean.namelist()
        everything = b"".join(clean.read(name) for name in clean.namelist()).decode()
    assert AUTHOR not in everything
    assert "План урока" in everything


def test_what_lies_inside_of_an_office_file_is_given_on_without_its_maker_too(
    tmp_path: "object", monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of a chart has properties of its own, a photo the place where it was taken."""
    monkeypatch.chdir(str(tmp_path))
    table, photo, drawing = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(table, "w") as packed:
        packed.writestr("docProps/core.xml", f"<x><dc:creator>{AUTHOR}</dc:creator></x>")
        packed.writestr("xl/worksheets/sheet1.xml", "<v>17</v>")
    marks = Image.Exif()
    marks[0x013B], marks[0x8825] = AUTHOR, {2: (56.0, 5.0, 7.0)}  # the artist; the latitude
    shown = Image.new("RGB", (40, 30), "red")
    shown.save(photo, "JPEG", exif=marks, comment=AUTHOR.encode())
    said = PngInfo()
    said.add_itxt("Author", AUTHOR)
    shown.save(drawing, "PNG", pnginfo=said)
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr("word/document.xml", "<w:t>План урока</w:t>")
        packed.writestr("word/embeddings/Table.xlsx", table.getvalue())
        packed.writestr("Object 1/meta.xml", f"<meta:printed-by>{AUTHOR}</meta:printed-by>")
        packed.writestr("word/media/image1.jpeg", photo.getvalue())
        packed.writestr("word/media/image2.png", drawing.getvalue())

    assert unnamed.office(book, [AUTHOR]) == {"name": "clean", "is_named": False}

    with zipfile.ZipFile("clean") as clean:
        inner = zipfile.ZipFile(io.BytesIO(clean.read("word/embeddings/Table.xlsx")))
        assert AUTHOR not in inner.read("docProps/core.xml").decode()
        assert inner.read("xl/worksheets/sheet1.xml") == b"<v>17</v>"
        for name in ("word/media/image1.jpeg", "word/media/image2.png"):
            content = clean.read(name)
            assert AUTHOR.encode() not in content
            seen = Image.open(io.BytesIO(content))
            assert not seen.getexif()
            assert seen.convert("RGB").getpixel((5, 5))[0] > 250  # type: ignore[index]  # three colours


def photo(words: str) -> bytes:
    """A JPEG with words of its maker in EXIF, in a remark and behind its end."""
    out, marks = io.BytesIO(), Image.Exif()
    marks[0x013B], marks[0x8825] = words, {2: (56.0, 5.0, 7.0)}  # the artist; the latitude
    shown = Image.effect_mandelbrot((40, 30), (-2, -1.5, 1, 1.5), 80).convert("RGB")
    shown.save(out, "JPEG", exif=marks, comment=words.encode(), progressive=True)
    return out.getvalue() + words.encode()


def scanned(words: str) -> bytes:
    """A PDF whose pictures and page say who made them: EXIF, XMP, what a program keeps for itself."""
    xmp, size = f"<x:xmpmeta>{words}</x:xmpmeta>".encode(), b"/Width 40/Height 30"
    image = b"<</Type/XObject/Subtype/Image" + size + b"/ColorSpace/DeviceRGB/BitsPerComponent 8"
    plain, packed = photo(words), zlib.compress(photo(words))
    draw = b"q 100 0 0 100 0 0 cm /I Do Q q 50 0 0 50 100 100 cm /J Do Q"

    def stream(head: bytes, body: bytes) -> bytes:
        return head + b"/Length %d>>stream\n%s\nendstream" % (len(body), body)

    return corpus.pdf(
        stream(image + b"/Filter/DCTDecode/Metadata 8 0 R", plain),
        stream(image + b"/Filter[/FlateDecode/DCTDecode]", packed),
        stream(b"<</Type/Metadata/Subtype/XML", xmp),
        stream(b"<<", draw),
        page=b"/Resources<</XObject<</I 6 0 R/J 7 0 R>>>>/Contents 9 0 R/Metadata 8 0 R"
        b"/PieceInfo<</Draw<</Private<</By(%s \\) )>>>>>>/LastModified(D:2020)" % words.encode(),
    )


def test_pictures_inside_of_a_pdf_say_nothing_of_their_maker(
    tmp_path: "object", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    given = scanned("CAMERAOFANNA")
    assert unnamed.pdf(io.BytesIO(given), [AUTHOR]) == {"name": "clean", "is_named": False}
    with open("clean", "rb") as file:  # noqa: PTH123 - the working folder of the sandbox
        made_one = file.read()
    unpacked = [made_one]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", made_one, re.DOTALL):
        with contextlib.suppress(zlib.error):
            unpacked.append(zlib.decompressobj().decompress(found[1]))
    assert (
        sum(one.startswith(b"\xff\xd8\xff") for one in unpacked) == 1
    )  # the picture packed twice is there
    for one in unpacked:
        for words in (b"CAMERAOFANNA", b"Exif", b"xmpmeta", b"PieceInfo", b"/Metadata"):
            assert words not in one
    before, after = (PdfDocument(one)[0].render().to_pil() for one in (given, made_one))
    assert before.tobytes() == after.tobytes()
    assert len(before.getcolors() or []) > 5


def test_a_picture_that_holds_the_word_of_its_end_is_cleaned_whole(
    tmp_path: "object", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    given = scanned("endstream CAMERAOFANNA")
    assert unnamed.pdf(io.BytesIO(given), [AUTHOR])["is_named"] is False
    with open("clean", "rb") as file:  # noqa: PTH123 - the working folder of the sandbox
        made_one = file.read()
    assert b"CAMERAOFANNA" not in made_one
    assert b"Exif" not in made_one
    before, after = (PdfDocument(one)[0].render().to_pil() for one in (given, made_one))
    assert before.tobytes() == after.tobytes()


def attached(work: Publication, name: str, content: bytes, kind: str) -> StoredFile:
    """A file of the work, read by the readers of files as the job reads it."""
    path = storage.aside()
    path.write_bytes(content)
    made_one = StoredFile.objects.create(
        sha256=storage.keep(path), size=len(content), kind=kind, mime=KINDS[name.rpartition(".")[2]].mime, name=name,
        owner_id=work.author_id, created_at=THEN, attached_kind=PUBLICATION_FILES, attached_key=work.pk,
    )  # fmt: skip
    path.unlink()
    contents.read_contents(contents_id=contents.expect(file_id=made_one.pk, at=THEN).pk, at=THEN)
    return made_one


def lesson(words: str = "План урока", author: str = AUTHOR) -> bytes:
    """A DOCX with its maker in every property."""
    made_one, out = docx.Document(), io.BytesIO()
    made_one.add_paragraph(words)
    for name in ("author", "last_modified_by", "comments", "keywords", "subject"):
        setattr(made_one.core_properties, name, author)
    made_one.save(out)
    return out.getvalue()


def handout(author: str = AUTHOR) -> bytes:
    """A PDF with its maker in the properties and on a remark."""
    remark = (
        f"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/T <feff{author.encode('utf-16-be').hex()}>>>"
    )
    told = f"<dc:creator>{author}</dc:creator>".encode()
    facts = b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream" % (len(told), told)
    return corpus.pdf(remark.encode(), facts, catalog=b"/Metadata 7 0 R", page=b"/Annots[6 0 R]")


def test_files_of_a_double_blind_work_are_given_on_without_their_maker(
    world: World, browser: Browser
) -> None:
    marked(world)
    attached(world.draft, f"{AUTHOR} урок.docx", lesson(), "document")
    attached(world.draft, "раздатка.pdf", handout(), "pdf")

    found = made.asked(world, world.draft, mode="double")

    one = made.given(found)[0]
    assert one.reviewer is not None
    raisa = browser(one.reviewer.person)
    page = raisa.get(f"/{world.district.slug}/review/works/{one.pid}/").content.decode()
    assert "Файл 1.docx" in page
    assert "Файл 2.pdf" in page
    links = re.findall(r'href="(/files/[^"]+)"', page)
    for link in {one for one in links if "preview" not in one}:
        answer = raisa.get(link)
        content = b"".join(answer) if answer.streaming else answer.content
        assert content, link
        for written in (
            AUTHOR.encode(),
            AUTHOR.encode("utf-16-be"),
            AUTHOR.encode("utf-16-be").hex().encode(),
        ):
            assert written not in content, link
        assert AUTHOR not in str(answer.headers)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lesson(f"Провела {AUTHOR} А. С."), "назван автор"),
        (samples.with_parts(lesson(), customXml__item7_xml=AUTHOR.encode()), "осталось имя автора"),
    ],
    ids=["in the words", "in a hidden part"],
)
def test_a_file_that_names_its_author_stops_a_double_blind_review(
    world: World, content: bytes, words: str
) -> None:
    marked(world)
    attached(world.draft, "урок.docx", content, "document")
    with pytest.raises(DomainError, match=words):
        made.asked(world, world.draft, mode="double")


def test_a_published_work_is_not_taken_for_double_blind_and_a_draft_is_not_published_under_it(
    world: World, browser: Browser
) -> None:
    with pytest.raises(DomainError, match="уже опубликована"):
        made.asked(world, mode="double")
    made.asked(world, world.draft, mode="double")
    with pytest.raises(DomainError, match="двойной слепой"):
        publishing.publish_draft(
            publication=Publication.objects.get(pk=world.draft.pk),
            actor=made.viewer(world.anna),
            at=THEN,
        )


@pytest.mark.parametrize(
    ("family", "words", "is_named"),
    [
        ("Зорянкина", "Спросите Зорянкину.", True),
        ("Зорянкина", "урок зорянкиной анны", True),
        ("Зорянкина", "zoryankina.doc", True),
        ("Зорянкина", "Заря занимается рано", False),
        ("Мороз", "мороз и солнце; морозы", False),
        ("Мороз", "Урок дала А. С. Мороз", True),
        ("Ли", "верно ли, что Анна права", False),
        ("Ли", "Ли А. С., учитель", True),
        ("Ким", "таким образом", False),
        ("Ким", "методика Кима", True),
        ("Петрова-Водкина", "у Водкиной", True),
        ("Седых", "Учитель: Анна Сергеевна", True),
    ],
)
def test_names_are_known_in_every_case_and_common_words_are_not_taken_for_them(
    family: str, words: str, is_named: bool
) -> None:
    person = Person(last_name=family, first_name="Анна", patronymic="Сергеевна")
    assert Marks([person]).names_somebody(words) is is_named
    assert not Marks([person]).names_somebody(Marks([person]).hidden(words))


def test_a_place_of_work_is_known_in_every_case() -> None:
    marks = Marks([], ["Лицей Полярнозорьский", "Школа № 5"])
    assert marks.hidden("в лицее «Полярнозорьском»") == "в [организация]»"
    assert marks.hidden("из школы №5") == "из [организация]"
    assert marks.hidden("школы 15 и 25") == "школы 15 и 25"
