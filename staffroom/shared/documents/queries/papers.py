"""From a row to a paper: the requisites of the standard, put in their places."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from django.conf import settings

from staffroom.core.papers import (
    Annex,
    Block,
    Check,
    Letterhead,
    Mark,
    Paper,
    Resolution,
    Signature,
    Text,
)
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.documents.models import Letterhead as OwnLetterhead
from staffroom.shared.documents.queries.letterheads import first_letterhead
from staffroom.shared.documents.queries.typed import blocks_of
from staffroom.shared.organizations.models import District

BLANK = "__________"  # of a draft: the place of what registration brings


def paper_of(document: Document) -> Paper:
    """The paper as it is printed; a draft says «ПРОЕКТ» and has no code."""
    is_draft = document.state == DocumentState.DRAFT
    head = letterhead_now(document) if is_draft else document.letterhead
    second = document.sort.second.get(head.get("language", ""), "")
    return Paper(
        title=document.sort.upper,
        second_title=second if head.get("second_names") else "",
        letterhead=_letterhead(head),
        date=f"{document.dated_on:%d.%m.%Y}" if document.dated_on else BLANK,
        number=document.number or BLANK,
        place=head.get("place", ""),
        addressee=_addressee(document, head),
        resolutions=_resolutions(document),
        heading=document.heading,
        body=_body(document, head),
        signatures=tuple(
            Signature(position=one.get("position", ""), name=one.get("name", ""), mark=mark)
            for one, mark in zip_longest(document.signers, _marks(document))
            if one
        ),
        annexes=tuple(_annex(document, n, one) for n, one in enumerate(document.annexes, 1)),
        check=_check(document),
        is_draft=is_draft,
    )


def _letterhead(head: dict[str, Any]) -> Letterhead:
    return Letterhead(
        names=tuple(head.get("names", ())),
        contacts=head.get("contacts", ""),
        second_names=tuple(head.get("second_names", ())),
        second_contacts=head.get("second_contacts", ""),
        second_language=head.get("language", ""),
    )


def _addressee(document: Document, head: dict[str, Any]) -> tuple[str, ...]:
    """To whom; a paper without letterhead names the founder here (BB-O.3)."""
    lines = tuple(document.addressee.splitlines())
    founder = head.get("founder", "")
    is_wanted = lines and founder and not names_founder(founder, lines)
    return (*lines, f"(учредитель: {founder})") if is_wanted else lines


def _body(document: Document, head: dict[str, Any]) -> tuple[Block, ...]:
    body = blocks_of(document.text) or (Text(document.gist or document.heading),)
    parties, founder = document.parties.split("\n"), head.get("founder", "")
    if document.parties and not all(one.strip() in document.text for one in parties):
        body = (Text(f"Стороны: {'; '.join(one.strip() for one in parties)}."), *body)
    said = (document.text, *document.addressee.splitlines(), *parties)
    if founder and not document.addressee and not names_founder(founder, said):
        body = (Text(f"Учредитель сети: {founder}."), *body)
    return body


def names_founder(founder: str, lines: Iterable[str]) -> bool:
    """True when the words carry the founder's full name, however it is broken into lines."""
    return _plain(founder) in _plain(" ".join(lines))


def _plain(words: str) -> str:
    return "".join(sign for sign in words.casefold().replace("ё", "е") if sign.isalnum())


def head_of(district: District) -> Letterhead | None:
    """The letterhead on which most papers of a district are written; None while there is none."""
    own = first_letterhead(district)
    return _letterhead(_written(own, district.authority)) if own else None


def letterhead_now(document: Document) -> dict[str, Any]:
    """The issuer's letterhead as it stands today; an issued paper keeps the one of its day.

    The founder's full name stands above the issuer's where the letterhead does not carry it (BB-O.3).
    """
    own = OwnLetterhead.objects.filter(organization=document.issuer_id).first()
    founder = document.district.authority
    if not document.sort.has_letterhead:
        return {"place": own.place if own else "", "founder": founder}
    if own is None:
        return {"names": _under(founder, [document.issuer_name]), "place": ""}
    return _written(own, founder)


def _under(founder: str, names: list[str]) -> list[str]:
    return [founder, *names] if founder and not names_founder(founder, names) else names


def _written(own: OwnLetterhead, founder: str) -> dict[str, Any]:
    found = {
        "names": _under(founder, own.names.splitlines()), "contacts": own.contacts, "place": own.place,
    }  # fmt: skip
    if own.second_language:
        found |= {
            "language": own.second_language, "second_names": own.second_names.splitlines(),
            "second_contacts": own.second_contacts,
        }  # fmt: skip
    return found


def _marks(document: Document) -> list[Mark]:
    """Marks of the signatures that were brought; the print that was sealed bears none."""
    if document.state == DocumentState.DRAFT:
        return []
    return [
        Mark(
            certificate=one.certificate, owner=one.owner,
            valid=f"с {one.valid_from_on:%d.%m.%Y} по {one.valid_until_on:%d.%m.%Y}",
        )
        for one in document.signatures.order_by("pk")
    ]  # fmt: skip


def _resolutions(document: Document) -> tuple[Resolution, ...]:
    """A regulation says by which minutes it was adopted and by which order it holds (PD-T.1)."""
    if document.kind != "regulation" or document.basis is None:
        return ()
    found = []
    order = document.basis
    if order.kind == "order" and order.basis is not None and order.basis.kind == "minutes":
        found.append(_resolution("ПРИНЯТО", "протоколом", order.basis))
    word = "ПРИНЯТО" if order.kind == "minutes" else "УТВЕРЖДЕНО"
    found.append(_resolution(word, order.sort.with_it, order))
    return tuple(found)


def _resolution(word: str, by: str, act: Document) -> Resolution:
    """The issuer stands in brackets: a name in the nominative fits no other place."""
    date = f" от {act.dated_on:%d.%m.%Y} № {act.number}" if act.dated_on else ""
    return Resolution(word=word, lines=(f"{by}{date}", f"({act.issuer_name})"))


def _annex(document: Document, number: int, annex: dict[str, str]) -> Annex:
    """«Приложение № 1 к приказу от … № …» (BT-O.4)."""
    of = document.sort.of
    to = (
        f"к {of} от {document.dated_on:%d.%m.%Y} № {document.number}"
        if document.dated_on
        else f"к {of} (проект)"
    )
    return Annex(
        lines=(f"Приложение № {number}", to),
        heading=annex["heading"],
        body=blocks_of(annex["text"]),
    )


def check_url(code: str) -> str:
    """The public page that checks a paper."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}/check/{code}/"


def spaced(code: str) -> str:
    """A code as people read it: «ABCDE-FGHJK»."""
    return f"{code[:5]}-{code[5:]}"


def _check(document: Document) -> Check | None:
    code = document.check_code
    if document.state == DocumentState.DRAFT or not code:
        return None
    address = settings.SITE_ADDRESS.partition("://")[2].rstrip("/")
    return Check(
        url=check_url(code), words=f"Проверить документ: {address}/check, код {spaced(code)}"
    )
