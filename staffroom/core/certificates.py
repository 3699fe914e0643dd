"""When the site's TLS certificate ends: read from its file, or shown by the site itself."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
import socket
import ssl
from urllib.parse import urlsplit

from cryptography import x509

PATIENCE = 10  # seconds for the site to answer
REFUSALS = {
    10: "срок сертификата истёк",
    18: "сертификат заверен сам собой",
    19: "цепочка сертификатов заверена сама собой",
    20: "сертификат заверен неизвестным центром",
    62: "сертификат выдан на другое имя",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """The last day of a certificate; `problem` is why browsers would refuse it, or why nothing is known."""

    ends_at: datetime | None
    problem: str = ""


def from_file(path: Path) -> Certificate:
    """The first certificate of a PEM file."""
    try:
        return Certificate(x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc)
    except (OSError, ValueError) as wrong:
        return Certificate(None, f"Файл сертификата не читается: {type(wrong).__name__}.")


def from_site(address: str) -> Certificate:
    """What the site of this https address shows to browsers; asks the network."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 443
    try:
        ends_at = _ends_at(host, port)
        return Certificate(ends_at, _refusal(host, port))
    except (OSError, ValueError) as away:
        return Certificate(None, f"Сайт не открылся по своему адресу: {type(away).__name__}.")


def _ends_at(host: str, port: int) -> datetime:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE  # only its dates are read
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as plain,
        trusting.wrap_socket(plain, server_hostname=host) as safe,
    ):
        shown = safe.getpeercert(binary_form=True) or b""
    return x509.load_der_x509_certificate(shown).not_valid_after_utc


def _refusal(host: str, port: int) -> str:
    """Why a browser would not believe the certificate; empty when it would."""
    strict = ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as plain,
            strict.wrap_socket(plain, server_hostname=host),
        ):
            return ""
    except ssl.SSLCertVerificationError as refused:
        words = REFUSALS.get(refused.verify_code, "проверка не прошла")
        return f"Браузеры не доверяют сертификату: {words}."
