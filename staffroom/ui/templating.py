"""Jinja2 for every page, part, letter and form; one engine, so one way to write a component."""

from collections.abc import Callable
from functools import cache, lru_cache
from types import FunctionType
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
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
import jinja2
from jinja2 import pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext, Expr
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

from staffroom.core.plugs import fill, menu_lines
from staffroom.ui.frame import frame
from staffroom.ui.kept import Kept, drawing, is_drawing, kept_field, language, never_kept
from staffroom.ui.looks import spoken_to, zone_of
from staffroom.ui.tokens import csrf_field, laid, once_field
from staffroom.ui.words import FILTERS, now_day


def _drawn(draw: Callable[[], str], request: HttpRequest | None) -> str:
    """A page with the tokens in its forms; a template within a page (a widget) leaves them to the page."""
    if is_drawing():
        return draw()
    with spoken_to(request), timezone.override(zone_of(request)), drawing():
        html = draw()
    return mark_safe(laid(html, request))  # noqa: S308 - drawn by us


class PartTemplate(Template):
    """A page's template that can also render one of its blocks."""

    def render(
        self, context: dict[str, Any] | None = None, request: HttpRequest | None = None
    ) -> str:
        """The whole template."""
        draw = super().render
        return _drawn(lambda: draw(context, request), request)

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
            return _drawn(lambda: "".join(page.blocks[part][0](page)), request)
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


@lru_cache(maxsize=5_000)
def _phrase(message: str, language: str) -> Markup:
    return Markup(gettext(message)) % {}  # noqa: S704 - our own words


@pass_eval_context
def phrase(context: EvalContext, message: str, /, **values: Any) -> str:
    """`_("…")` of the templates: found once in each language; values are escaped."""
    if context.autoescape and not values:
        return _phrase(message, language())
    words = gettext(message)
    return (Markup(words) if context.autoescape else words) % values  # noqa: S704 - our own words


@lru_cache(maxsize=5_000)
def _counted(one: str, many: str, n: int, language: str) -> Markup:
    return Markup(ngettext(one, many, n)) % {"num": n}  # noqa: S704 - our own words


@pass_eval_context
def counted(context: EvalContext, one: str, many: str, n: int, /, **values: Any) -> str:
    """`ngettext("%(num)s …", "%(num)s …", n)` of the templates."""
    if context.autoescape and not values and type(n) is int:
        return _counted(one, many, n, language())
    words = ngettext(one, many, n)
    return (Markup(words) if context.autoescape else words) % {"num": n, **values}  # noqa: S704 - our own words


@lru_cache(maxsize=1_000)
def _sign(name: str, label: str, sprite: str) -> Markup:
    aria = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')  # fmt: skip
    return Markup('<svg class="icon"{}><use href="{}#{}"/></svg>').format(aria, sprite, name)


def sign(name: str, label: str = "") -> Markup:
    """An icon of the sprite; templates know it as the component `icon`."""
    return _sign(name, label, static_url("ui/icons.svg"))


class Names(Context):
    """The names of a template, Jinja's own; what a page does hundreds of times is done straight."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.globals_keys = (
            set()
        )  # no template has globals of its own: nothing to compare at imports

    @internalcode
    def call(self, thing: Any, /, *args: Any, **values: Any) -> Any:
        """Call a macro, a kept part or a plain function; whatever else is called, Jinja knows how."""
        passed = _EVAL if type(thing) is Macro else getattr(thing, "jinja_pass_arg", None)
        if type(thing) not in _STRAIGHT or passed not in (None, _EVAL):
            return super().call(thing, *args, **values)
        values.pop("_block_vars", None)
        values.pop("_loop_vars", None)
        return thing(*args, **values) if passed is None else thing(self.eval_ctx, *args, **values)


_EVAL = phrase.jinja_pass_arg  # type: ignore[attr-defined]  # what `pass_eval_context` writes on a function
_STRAIGHT = frozenset({Macro, Kept, FunctionType, type(url)})


class Writer(CodeGenerator):
    """Jinja's own; what is safe already stands as it is, instead of being copied twice, whole parts of a page."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.safe(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Environment(jinja2.Environment):
    """Jinja's own; a page imports a dozen templates, and where they cannot change they are found at once."""

    code_generator_class = Writer

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.found: dict[str, jinja2.Template] = {}

    @staticmethod
    def safe(value: Any) -> Markup:
        """What a template puts out: safe words as they are, anything else escaped."""
        return value if type(value) is Markup else escape(value)

    @internalcode
    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:  # noqa: A002 - Jinja's own name
        """The template of this name."""
        if self.auto_reload or globals is not None or type(name) is not str:
            return super().get_template(name, parent, globals)
        found = self.found.get(name)
        if found is None:
            found = self.found[name] = super().get_template(name, parent)
        return found


@cache
def plain_text() -> jinja2.Environment:
    """The same templates for letters: nothing is escaped, so nothing compiled for pages may be taken."""
    pages: Environment = engines.all()[0].env  # type: ignore[attr-defined]  # our one engine
    made = pages.overlay(autoescape=False, bytecode_cache=None)
    made.found = {}  # type: ignore[attr-defined]  # an overlay shares what the pages have found
    return made


def environment(**options: Any) -> jinja2.Environment:
    """Our Jinja2: strict about undefined names, marked texts, short globals."""
    options["undefined"] = jinja2.StrictUndefined
    env = Environment(
        **options,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.context_class = Names
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # added by the extension
    env.globals.update(
        _=phrase,
        gettext=phrase,
        ngettext=counted,
        url=url,
        static=static_url,
        sign=sign,
        kept=Kept,
        kept_field=kept_field,
        csrf_field=csrf_field,
        once_field=once_field,
        frame=never_kept(frame),
        place=never_kept(fill),
        menu_lines=never_kept(menu_lines),
        now_day=never_kept(now_day),
    )
    env.filters.update(FILTERS)
    return env
