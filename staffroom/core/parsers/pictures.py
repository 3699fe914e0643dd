"""Pictures: opened, turned upright, bounded, written anew without what the camera told of itself."""

from typing import Any, BinaryIO

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from staffroom.core.parsers import Refusal

MEGAPIXELS = 50
JPEG_MEGAPIXELS = 220  # a JPEG is decoded at a fraction of its size, so telephones' giants are fine
LONGEST_SIDE = 4096
BROKEN = (
    "Картинку не удалось открыть: файл повреждён."
    " Откройте её у себя и сохраните заново как JPEG или PNG."
)
MAX_FRAMES = 300
THUMBNAILS = (320, 960)
QUALITY = 86

NEW_FORMAT = {
    "JPEG": "JPEG",
    "MPO": "JPEG",
    "PNG": "PNG",
    "WEBP": "WEBP",
    "GIF": "GIF",
    "AVIF": "WEBP",
}
NEW_FORMAT |= {"BMP": "PNG", "TIFF": "PNG"}
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}

READERS = (  # named, so that no other reader is ever loaded
    *(AvifImagePlugin, BmpImagePlugin, GifImagePlugin, JpegImagePlugin, MpoImagePlugin),
    *(PngImagePlugin, TiffImagePlugin, WebPImagePlugin),
)

Image.MAX_IMAGE_PIXELS = None  # judged below, in our own words, before anything is decoded


def remake(file: BinaryIO) -> dict[str, Any]:
    """Write `picture.<ext>` and `thumb-<width>.webp` to the working folder.

    Returns their names, the new width and height, and the format that the file really had.

    Raises:
        Refusal: not a picture we know, broken, or with too many points.
    """
    try:
        return _remade(_opened(file))
    except (Refusal, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a broken picture lets every kind of error through
        raise Refusal(BROKEN) from None


def _remade(image: Image.Image) -> dict[str, Any]:
    foreign = str(image.format)
    _bound(image, foreign)
    frames = getattr(image, "n_frames", 1)
    new = NEW_FORMAT[foreign]
    name = f"picture.{EXTENSIONS[new]}"
    is_moving = (
        new == "GIF" and frames > 1 and frames * image.width * image.height <= MEGAPIXELS * 10**6
    )
    if is_moving and frames <= MAX_FRAMES and max(image.size) <= LONGEST_SIDE:
        size = _write_moving(image, name)
        image.seek(0)
        still = image.convert("RGBA")
    else:
        still = _upright(image, new)
        size = still.size
        _write(still, name, new)
    thumbnails = {width: _thumbnail(still, width) for width in THUMBNAILS}
    return {
        "format": foreign,
        "name": name,
        "width": size[0],
        "height": size[1],
        "thumbnails": thumbnails,
    }


def _opened(file: BinaryIO) -> Image.Image:
    return Image.open(file, formats=[name for name in NEW_FORMAT if name != "MPO"])


def _bound(image: Image.Image, foreign: str) -> None:
    """Refuse what would unpack into gigabytes; have a large JPEG decoded smaller."""
    millions = image.width * image.height / 10**6
    if millions > (JPEG_MEGAPIXELS if foreign in {"JPEG", "MPO"} else MEGAPIXELS):
        raise Refusal(
            f"В картинке слишком много точек: {image.width} × {image.height}."
            f" Уменьшите её, чтобы длинная сторона была не больше {LONGEST_SIDE} точек."
        )
    if foreign in {"JPEG", "MPO"}:
        share = min(1, LONGEST_SIDE / max(image.size))
        image.draft("RGB", (round(image.width * share), round(image.height * share)))


def _upright(image: Image.Image, new: str) -> Image.Image:
    """The first frame as people see it: turned by its own mark, in plain colours, bounded."""
    ImageOps.exif_transpose(image, in_place=True)
    image.info = {
        key: value for key, value in image.info.items() if key in {"transparency", "icc_profile"}
    }
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if new == "JPEG":
        return image.convert("RGB")
    if image.mode in {"RGB", "RGBA", "L", "LA"} and "transparency" not in image.info:
        return image
    has_holes = image.mode in {"P", "PA", "LA", "RGBA", "La"} or "transparency" in image.info
    return image.convert("RGBA" if has_holes else "RGB")


def _write(image: Image.Image, name: str, new: str) -> None:
    colours = image.info.get("icc_profile") if new != "GIF" else None
    plain = image.copy() if image.info else image
    plain.info = {}
    options: dict[str, Any] = {"icc_profile": colours} if colours and len(colours) < 200_000 else {}
    if new in {"JPEG", "WEBP"}:
        options["quality"] = QUALITY
    if new == "JPEG":
        options["progressive"] = True
    if new == "PNG":
        options["compress_level"] = 6
    plain.save(name, new, **options)


def _write_moving(image: Image.Image, name: str) -> tuple[int, int]:
    """A moving picture stays moving; only its frames, their times and its repetition are kept."""
    frames, times = [], []
    for number in range(image.n_frames):  # type: ignore[attr-defined]  # moving formats have it
        image.seek(number)
        frame = image.convert("RGBA")
        frame.info = {}  # a remark would be written again
        frames.append(frame)
        times.append(max(20, int(image.info.get("duration") or 100)))
    frames[0].save(
        name, "GIF", save_all=True, append_images=frames[1:], duration=times, loop=0, disposal=2
    )
    return image.size


def _thumbnail(image: Image.Image, width: int) -> str:
    """A WebP of this width at most (and not taller than twice the width)."""
    small = image.copy()
    small.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
    small = (
        small
        if small.mode in {"RGB", "RGBA"}
        else small.convert("RGBA" if "A" in small.mode else "RGB")
    )
    small.info = {}
    name = f"thumb-{width}.webp"
    small.save(name, "WEBP", quality=80, method=4)
    return name
