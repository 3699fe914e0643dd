"""Jinja2 for every page, part, letter and form; one engine, so one way to write a component."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms.renderers import BaseRenderer
from django.http import HttpRequest
from django.template import engines
from django.template.backends.jinja2 import Jinja2, Template, get_exception_info
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.exceptions import TemplateDoesNotExist, TemplateSyntaxError
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
import jinja2

from staffroom.core.idempotency import once_field
from staffroom.core.plugs import fill
from staffroom.ui.frame import frame
from staffroom.ui.words import FILTERS

_rendering: ContextVar[HttpRequest | None] = ContextVar("rendering", default=None)


@contextmanager
def _answering(request: HttpRequest | None) -> Iterator[None]:
    """Macros are imported without the page's context, so they learn here whose page they are on."""
    if request is None:
        yield
        return
    token = _rendering.set(request)
    try:
        yield
    finally:
        _rendering.reset(token)


def csrf_field() -> SafeString:
    """The hidden token of a form, for macros; nothing where no page is rendered (a letter)."""
    request = _rendering.get()
    return csrf_input_lazy(request) if request else SafeString("")


class PartTemplate(Template):
    """A page's template that can also render one of its blocks."""

    def render(
        self, context: dict[str, Any] | None = None, request: HttpRequest | None = None
    ) -> str:
        """The whole template."""
        with _answering(request):
            return super().render(context, request)

    def render_block(self, part: str, context: dict[str, Any], request: HttpRequest) -> str:
        """Only the block `part` of the page: what htmx swaps in."""
        values = {
            **context,
            "request": request,
            "csrf_input": csrf_input_lazy(request),
            "csrf_token": csrf_token_lazy(request),
        }
        page = self.template.new_context(values)
        start = self.template.root_render_func(page)
        # Runs the page's imports and `set`s up to its first output, so that the block finds them.
        next(start, None)
        try:
            with _answering(request):
                return "".join(page.blocks[part][0](page))
        finally:
            start.close()  # type: ignore[attr-defined]  # a generator, whatever its declared type


class Templates(Jinja2):
    """Django's Jinja2 backend, looking into each app's `templates` folder."""

    app_dirname = "templates"

    def get_template(self, template_name: str) -> PartTemplate:
        """Load a template whose blocks can be rendered alone."""
        try:
            return PartTemplate(self.env.get_template(template_name), self)
        except jinja2.TemplateNotFound as missing:
            raise TemplateDoesNotExist(template_name, backend=self) from missing
        except jinja2.TemplateSyntaxError as wrong:
            error = TemplateSyntaxError(wrong.args)
            error.template_debug = get_exception_info(wrong)  # type: ignore[attr-defined, arg-type]  # as Django does
            raise error from wrong


class FormRenderer(BaseRenderer):
    """Forms render with our own engine and our own widgets."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> Templates:
        """The one engine of the settings."""
        return engines.all()[0]  # type: ignore[return-value]  # ours is the only backend

    def get_template(self, template_name: str) -> PartTemplate:
        """Load a widget's template: ours in the place of each of Django's."""
        return self.engine.get_template(template_name.replace("django/forms/", "ui/forms/", 1))


@lru_cache(maxsize=20_000)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """An address by name, for templates; a page asks for hundreds, and they never change in a process."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=500)
def _static_of(name: str, storage: int) -> str:
    return static(name)


def static_url(name: str) -> str:
    """The address of a static file, looked up once for each storage."""
    return _static_of(name, id(staticfiles_storage._wrapped))  # type: ignore[attr-defined]


def environment(**options: Any) -> jinja2.Environment:
    """Our Jinja2: strict about undefined names, marked texts, short globals."""
    options["undefined"] = jinja2.StrictUndefined
    env = jinja2.Environment(  # noqa: S701 - Django's backend passes autoescape in the options
        **options,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    env.globals.update(
        url=url,
        static=static_url,
        frame=frame,
        place=fill,
        csrf_field=csrf_field,
        once_field=once_field,
    )
    env.filters.update(FILTERS)
    return env
