"""Signatures put elsewhere: their mark is shown, what was sealed never changes."""

from datetime import UTC, datetime
import hashlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
import pytest

from staffroom.core.files import storage
from staffroom.shared.documents.models import DocumentSignature
from tests.factories import world as made
from tests.shared.accounts.pages import text_of
from tests.shared.documents.conftest import HERE, as_, body_of, drafted, issued

pytestmark = pytest.mark.once  # either database does the same here


def signature_of(content: bytes) -> bytes:
    """A detached signature by an invented person."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = ((NameOID.SURNAME, "Примеров"), (NameOID.GIVEN_NAME, "Дмитрий Ильич"))
    subject = x509.Name([x509.NameAttribute(oid, words) for oid, words in names])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(0xA1B2C3)
        .not_valid_before(datetime(2026, 2, 1, tzinfo=UTC))
        .not_valid_after(datetime(2027, 5, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    made_by = pkcs7.PKCS7SignatureBuilder().set_data(content)
    return made_by.add_signer(certificate, key, hashes.SHA256()).sign(
        serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature]
    )


def test_the_mark_of_a_signature_is_shown_and_the_prints_stay_sealed(world: made.World) -> None:
    order = issued(world, drafted(world))
    sealed = {one.role: one.sha256 for one in order.files.all()}
    for one in order.files.select_related("file"):
        assert (
            hashlib.sha256(storage.path_of(one.file.sha256).read_bytes()).hexdigest() == one.sha256
        )
    signature = signature_of(b"what was signed")
    dmitry = as_(world.dmitry)
    answer = dmitry.post(
        f"{HERE}{order.pid}/sign/", {"signature": SimpleUploadedFile("приказ.sig", signature)}
    )
    assert answer.status_code == 302, text_of(answer)

    page = text_of(as_(world.anna).get(f"{HERE}{order.pid}/"))
    assert "Документ подписан электронной подписью Сертификат A1B2C3" in page
    assert "Владелец Примеров Дмитрий Ильич Действителен с 01.02.2026 по 01.05.2027" in page
    assert as_(world.anna).get(f"{HERE}{order.pid}/marked.pdf").content.startswith(b"%PDF")
    assert body_of(as_(world.anna).get(f"{HERE}{order.pid}/signatures/1.sig")) == signature
    assert as_(world.vera).get(f"{HERE}{order.pid}/signatures/1.sig").status_code == 404
    assert {one.role: one.sha256 for one in order.files.all()} == sealed

    again = dmitry.post(
        f"{HERE}{order.pid}/sign/", {"signature": SimpleUploadedFile("x.sig", signature)}
    )
    assert "Эта подпись уже приложена." in text_of(again)


def test_what_is_no_signature_is_refused_in_words(world: made.World) -> None:
    order = issued(world, drafted(world))
    for brought in (b"PK\x03\x04", b"0\x82\x01\x00" + b"\x00" * 256, b"-----BEGIN NOTHING-----"):
        answer = as_(world.dmitry).post(
            f"{HERE}{order.pid}/sign/", {"signature": SimpleUploadedFile("приказ.sig", brought)}
        )
        assert answer.status_code == 422
        assert "Это не файл электронной подписи." in text_of(answer)
    assert not DocumentSignature.objects.exists()


def test_a_signed_copy_lies_beside_the_prints(world: made.World) -> None:
    order = issued(world, drafted(world))
    scan = as_(world.dmitry).get(f"{HERE}{order.pid}/draft.pdf").content
    posted = {"signed": SimpleUploadedFile("приказ с подписью.pdf", scan, "application/pdf")}
    assert as_(world.dmitry).post(f"{HERE}{order.pid}/sign/", posted).status_code == 302
    assert sorted(order.files.values_list("role", flat=True)) == ["docx", "odt", "pdf", "signed"]
    assert "Подписанный экземпляр" in text_of(as_(world.anna).get(f"{HERE}{order.pid}/"))
