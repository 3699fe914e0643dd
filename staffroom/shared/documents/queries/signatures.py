"""What the certificate within a signature says."""

from dataclasses import dataclass
from datetime import date

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from staffroom.core.errors import DomainError

NO_SIGNATURE = (
    "Это не файл электронной подписи. Нужен файл .sig или .p7s, который программа подписи положила"
    " рядом с документом."
)
LARGEST = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The mark of a signature: number, owner, from when until when."""

    number: str
    owner: str
    from_on: date
    until_on: date


def certificate_of(content: bytes) -> Certificate:
    """The certificate of the person who signed.

    The signature itself is not judged: that is the business of a program of the signing centre.

    Raises:
        DomainError: the bytes are no PKCS#7 signature with a certificate.
    """
    if len(content) > LARGEST:
        raise DomainError("Файл подписи слишком большой.", field="signature")
    try:
        is_pem = content.lstrip().startswith(b"-----")
        load = pkcs7.load_pem_pkcs7_certificates if is_pem else pkcs7.load_der_pkcs7_certificates
        found = [_read(one) for one in load(content) if not _is_authority(one)]
    except (ValueError, TypeError, OverflowError) as wrong:
        raise DomainError(NO_SIGNATURE, field="signature") from wrong
    if not found:
        raise DomainError(NO_SIGNATURE, field="signature")
    return found[0]


def _is_authority(one: x509.Certificate) -> bool:
    try:
        return bool(one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False


def _read(one: x509.Certificate) -> Certificate:
    def words(*names: x509.ObjectIdentifier) -> str:
        found = (one.subject.get_attributes_for_oid(name) for name in names)
        return " ".join(str(part[0].value) for part in found if part)

    person = words(NameOID.SURNAME, NameOID.GIVEN_NAME)
    return Certificate(
        number=f"{one.serial_number:X}"[:80],
        owner=(person or words(NameOID.COMMON_NAME))[:300],
        from_on=one.not_valid_before_utc.date(),
        until_on=one.not_valid_after_utc.date(),
    )
