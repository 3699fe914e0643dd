"""Captions: what is taken, what becomes of it, what is refused."""

import pytest

from staffroom.core.files.captions import clean_captions, words_of_captions
from staffroom.core.files.kinds import FileRefused

SRT = "1\n00:00:01,000 --> 00:00:04,500\n<i>Здравствуйте</i>, дети\n\n2\n00:01:00,000 --> 00:01:02,000\nВторая\n"
VTT = (
    "WEBVTT\n\nSTYLE\n::cue{background:url(//x)}\n\nNOTE привет\n\n"
    "01:02.000 --> 01:03.000 line:0\n<script>alert(1)</script>a & b\n"
)


def test_srt_becomes_vtt_of_plain_words() -> None:
    made = clean_captions(SRT.encode("cp1251"))
    assert made == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nЗдравствуйте, дети\n\n"
        "00:01:00.000 --> 00:01:02.000\nВторая\n"
    )
    assert words_of_captions(made) == "Здравствуйте, дети\nВторая"


def test_styles_and_markup_of_a_vtt_are_left_out() -> None:
    made = clean_captions(VTT.encode())
    assert made == "WEBVTT\n\n00:01:02.000 --> 00:01:03.000\nalert(1)a &amp; b\n"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"WEBVTT\n\nno cue", b"\x00\x98" * 40, b"00:00:05.000 --> 00:00:01.000\nback\n",
        b"00:00:01.000 --> 00:00:02.000\nx\n\n" * 20_000, b"a" * 600_000,
    ],
)  # fmt: skip
def test_what_is_no_captions_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        clean_captions(content)
