"""Which files are taken, what they are called, and the words for those that are not."""

from dataclasses import dataclass

from staffroom.core.errors import DomainError


class FileRefused(DomainError):
    """The file is not taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file: its group, its media type, the endings its name may have, its Russian name."""

    group: str
    mime: str
    endings: tuple[str, ...]
    words: str


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "jpg": Kind("image", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), "картинка JPEG"),
    "png": Kind("image", "image/png", ("png",), "картинка PNG"),
    "gif": Kind("image", "image/gif", ("gif",), "картинка GIF"),
    "webp": Kind("image", "image/webp", ("webp",), "картинка WebP"),
    "avif": Kind("image", "image/avif", ("avif",), "картинка AVIF"),
    "bmp": Kind("image", "image/bmp", ("bmp", "dib"), "картинка BMP"),
    "tiff": Kind("image", "image/tiff", ("tif", "tiff"), "картинка TIFF"),
    "pdf": Kind("pdf", "application/pdf", ("pdf",), "документ PDF"),
    "docx": Kind("document", OFFICE + "wordprocessingml.document", ("docx", "docm", "dotx"), "документ Word"),
    "doc": Kind("document", "application/msword", ("doc", "dot"), "документ Word"),
    "odt": Kind("document", "application/vnd.oasis.opendocument.text", ("odt",), "документ OpenDocument"),
    "rtf": Kind("document", "application/rtf", ("rtf",), "документ RTF"),
    "xlsx": Kind("table", OFFICE + "spreadsheetml.sheet", ("xlsx", "xlsm", "xltx"), "таблица Excel"),
    "xls": Kind("table", "application/vnd.ms-excel", ("xls", "xlt"), "таблица Excel"),
    "ods": Kind("table", "application/vnd.oasis.opendocument.spreadsheet", ("ods",), "таблица OpenDocument"),
    "pptx": Kind("slides", OFFICE + "presentationml.presentation", ("pptx", "pptm", "ppsx", "potx"), "презентация"),
    "ppt": Kind("slides", "application/vnd.ms-powerpoint", ("ppt", "pps"), "презентация"),
    "odp": Kind("slides", "application/vnd.oasis.opendocument.presentation", ("odp",), "презентация OpenDocument"),
    "txt": Kind("text", "text/plain", ("txt", "csv", "tsv", "md", "srt", "vtt"), "простой текст"),
    "epub": Kind("document", "application/epub+zip", ("epub",), "книга EPUB"),
    "djvu": Kind("document", "image/vnd.djvu", ("djvu", "djv"), "книга DjVu"),
    "mp3": Kind("audio", "audio/mpeg", ("mp3",), "звук MP3"),
    "m4a": Kind("audio", "audio/mp4", ("m4a", "m4b"), "звук M4A"),
    "aac": Kind("audio", "audio/aac", ("aac",), "звук AAC"),
    "ogg": Kind("audio", "audio/ogg", ("ogg", "oga", "opus"), "звук OGG"),
    "flac": Kind("audio", "audio/flac", ("flac",), "звук FLAC"),
    "wav": Kind("audio", "audio/wav", ("wav",), "звук WAV"),
    "mp4": Kind("video", "video/mp4", ("mp4", "m4v", "m4a"), "видео MP4"),
    "mov": Kind("video", "video/quicktime", ("mov", "qt"), "видео MOV"),
    "webm": Kind("video", "video/webm", ("webm", "mkv"), "видео WebM"),
    "avi": Kind("video", "video/x-msvideo", ("avi",), "видео AVI"),
    "mpg": Kind("video", "video/mpeg", ("mpg", "mpeg"), "видео MPEG"),
    "zip": Kind("archive", "application/zip", ("zip", "ggb"), "архив ZIP"),
    "rar": Kind("archive", "application/vnd.rar", ("rar",), "архив RAR"),
    "7z": Kind("archive", "application/x-7z-compressed", ("7z",), "архив 7z"),
}  # fmt: skip

INLINE = {
    "image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf",
    "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/flac", "audio/aac", "video/mp4", "video/webm",
}  # fmt: skip
"""Media types that a browser may show by itself; everything else is only saved."""

REFUSALS = {
    "program": "Это программа. Программы здесь не принимаются, чтобы никто не заразил чужой компьютер.",
    "markup": "Веб-страницы и картинки SVG здесь не принимаются: в них может быть программа."
    " Сохраните страницу как PDF, а картинку как PNG.",
    "heic": "Это снимок в формате HEIC: не каждый сможет его открыть. Сохраните его как JPEG"
    " (на айфоне: Настройки → Камера → Форматы → «Наиболее совместимые»).",
    "locked": "Файл закрыт паролем, и по имени не понять, что это. Назовите его с окончанием .docx, .xlsx или .pptx.",
    "": "Такие файлы здесь не принимаются. Подойдут документы, таблицы, презентации, PDF, картинки,"
    " звук, видео и архивы ZIP.",
}
EMPTY = "Файл пустой: в нём ноль байт. Откройте его у себя и сохраните заново."


LOCKED = "Файл закрыт паролем. Уберите пароль и приложите его ещё раз."
MACROS = (
    "Внутри файла макросы: это программа, которая запускается сама. Сохраните файл без макросов"
    " (DOCX, XLSX, PPTX) и приложите его ещё раз."
)
LOCKABLE = {
    "docx": "docx",
    "docm": "docx",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "pptx": "pptx",
    "pptm": "pptx",
}


def told_by_content(told: str, ending: str) -> Kind:
    """The kind of a file by its content, when the ending of its name agrees.

    Raises:
        FileRefused: a kind that is not taken, or a name that says something else.
    """
    kind = KINDS.get(LOCKABLE.get(ending, "") if told == "locked" else told)
    if kind is None:
        raise FileRefused(REFUSALS.get(told, REFUSALS[""]))
    if ending and ending not in kind.endings and kind.group != "image":
        raise FileRefused(
            f"Имя файла кончается на .{ending}, а внутри {kind.words}."
            f" Сохраните файл заново с окончанием .{kind.endings[0]} и попробуйте ещё раз."
        )
    return kind


def code_of(mime: str) -> str:
    """The code of a kind by its media type; empty for what we have written ourselves."""
    return next((code for code, kind in KINDS.items() if kind.mime == mime), "")
